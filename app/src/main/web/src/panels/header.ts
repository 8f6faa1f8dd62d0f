import type { State, Window } from '../api';
import { WINDOWS } from '../api';
import { byId, Choice, setAttribute, setText } from '../dom';
import { dayAndTime, duration, timeOfDay } from '../format';
import type { Settings } from '../settings';
import { ALL } from '../settings';
import type { Link } from '../stream';

/** Coins that fit beside the windows; the rest is chosen by coin below. */
const COINS_SHOWN = 8;
/** A state older than this is stale: it comes every second. */
const STALE_MS = 3_500;

/** Coin, window, clock, and the state of the page's own connection. */
export class HeaderPanel {
  private readonly coins: Choice<string>;
  private readonly windows: Choice<Window>;
  private said = '';
  private coinsOf = '';
  private largest = new Set<string>();

  constructor(
    private readonly settings: Settings,
    chooseCoin: (coin: string) => void,
    chooseWindow: (window: Window) => void,
  ) {
    this.coins = new Choice(byId('coins'), chooseCoin);
    this.windows = new Choice(byId('windows'), chooseWindow);
    this.paint(null);
  }

  paint(state: State | null): void {
    this.windows.show(WINDOWS.map((window) => [window, window] as const), this.settings.window);
    const coins = this.shownCoins(state);
    this.coins.show([[ALL, 'All'], ...coins.map((coin) => [coin, coin] as const)], this.settings.coin);
    if (state !== null) {
      setText(byId('speed'), state.speed === 1 ? '' : `× ${state.speed}`);
      byId('speed').title = `The run's clock goes ${state.speed} times as fast as ours`;
    }
  }

  /** Once a second, and when the link changes. */
  tick(link: Link, state: State | null, stateReceivedMs: number, runNowMs: number | null, nowMs: number): void {
    const stale = state !== null && nowMs - stateReceivedMs > STALE_MS;
    const phase = link.phase === 'live' && stale ? 'stale' : link.phase;
    const old = state === null ? '' : ` What you see is of ${dayAndTime(Date.parse(state.at))} UTC.`;
    setAttribute(byId('link'), 'data-phase', phase);
    setText(byId('link-text'), LINK_WORDS[phase]);
    const notice = byId('notice');
    const troubled = phase === 'lost' || phase === 'stale';
    document.body.classList.toggle('stale', troubled);
    notice.hidden = !troubled;
    if (troubled) {
      const retryMs = (link.retryAtMs ?? 0) - nowMs;
      const retry = retryMs < 1_000 ? ', trying again' : `, trying again in ${duration(retryMs)}`;
      const what = link.reason === null ? `No connection to the server for ${duration(nowMs - link.sinceMs)}` : `The server says: ${link.reason}`;
      setText(notice, phase === 'lost' ? `${what}${retry}.${old}` : `The server sends no state.${old}`);
    }
    if (runNowMs !== null) {
      const shownMs = troubled && state !== null ? Date.parse(state.at) : runNowMs;
      setText(byId('clock'), timeOfDay(shownMs));
      setAttribute(byId('clock'), 'datetime', new Date(shownMs).toISOString());
    }
    if (phase !== this.said) {
      this.said = phase;
      setText(byId('announce'), LINK_WORDS[phase]);
    }
  }

  /** All coins, or those of the largest sums, in the server's order; chosen anew only when it names others. */
  private shownCoins(state: State | null): string[] {
    const { coin } = this.settings;
    if (state !== null && state.coins.join() !== this.coinsOf) {
      this.coinsOf = state.coins.join();
      const sums = state.totals['24h'].byCoin ?? {};
      const size = (of: string) => Number(sums[of]?.total.usd ?? 0);
      this.largest = new Set([...state.coins].sort((a, b) => size(b) - size(a)).slice(0, COINS_SHOWN));
    }
    const all = state?.coins ?? [];
    return coin === ALL || all.includes(coin) ? all.filter((of) => this.largest.has(of) || of === coin) : [coin];
  }
}

const LINK_WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting', stale: 'Stale' } as const;


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
    const coins = shownCoins(state, this.settings.coin);
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
    const since = state === null ? '' : ` · as of ${dayAndTime(Date.parse(state.at))} UTC`;
    setAttribute(byId('link'), 'data-phase', phase);
    setText(byId('link-text'), LINK_WORDS[phase]);
    const notice = byId('notice');
    const troubled = phase === 'lost' || phase === 'stale';
    document.body.classList.toggle('stale', troubled);
    notice.hidden = !troubled;
    if (troubled) {
      const retryMs = (link.retryAtMs ?? 0) - nowMs;
      const retry = retryMs < 1_000 ? ', trying again' : `, trying again in ${duration(retryMs)}`;
      // Said once; then only the seconds change, which nobody wants read out.
      setText(
        notice,
        phase === 'lost'
          ? `No connection to the server for ${duration(nowMs - link.sinceMs)}${retry}. What you see is old${since}.`
          : `The server sends no state${since}.`,
      );
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
}

const LINK_WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting', stale: 'Stale' } as const;

/** The coins of the largest sums first, but in the server's order; the one chosen is always among them. */
function shownCoins(state: State | null, chosen: string): string[] {
  if (state === null) {
    return chosen === ALL ? [] : [chosen];
  }
  const byCoin = state.totals['24h'].byCoin ?? {};
  const largest = [...state.coins]
    .sort((a, b) => Number(byCoin[b]?.total.usd ?? 0) - Number(byCoin[a]?.total.usd ?? 0))
    .slice(0, COINS_SHOWN);
  const shown = new Set(state.coins.length <= COINS_SHOWN ? state.coins : largest);
  if (chosen !== ALL) {
    shown.add(chosen);
  }
  return [...shown];
}

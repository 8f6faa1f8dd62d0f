import type { LongShort, State } from '../api';
import { byId, make, rows, setAttribute, setText } from '../dom';
import { count, exact, percent, usd, venueShort } from '../format';
import type { Settings } from '../settings';
import { ALL } from '../settings';
import { completenessWord, longShare } from './totals';

/** Coins shown; those beyond are summed up in no row, but counted. */
const COINS_SHOWN = 10;

interface SplitRow {
  readonly key: string;
  readonly name: string;
  readonly badge: string;
  readonly sums: LongShort | null;
}

/** Long against short by venue and by coin, on one scale each. */
export class SplitPanels {
  constructor(private readonly chooseCoin: (coin: string) => void) {}

  paint(state: State | null, settings: Settings): void {
    if (state === null) {
      return;
    }
    const totals = state.totals[settings.window];
    const rules = new Map(totals.coverage.venues.map((venue) => [venue.venue, venue]));
    const venues: SplitRow[] = bySize(totals.byVenue ?? {}).map(([key, sums]) => ({
      key,
      name: venueShort(key),
      badge: completenessWord(rules.get(key)?.completeness ?? ''),
      sums,
    }));
    for (const venue of state.venues.filter((code) => totals.byVenue?.[code] === undefined)) {
      const heard = (rules.get(venue)?.timeShare ?? 0) > 0 && !totals.withoutData.includes(venue);
      venues.push({
        key: venue,
        name: venueShort(venue),
        badge: heard ? completenessWord(rules.get(venue)?.completeness ?? '') : '',
        sums: heard ? ZERO : null,
      });
    }
    setText(byId('venues-scope'), `last ${settings.window}, all coins`);
    this.paintRows(byId('venues'), venues, null);

    const coins = bySize(totals.byCoin ?? {});
    const shown = coins.slice(0, COINS_SHOWN).map(([key, sums]) => ({ key, name: key, badge: '', sums }));
    const rest = coins.length - shown.length;
    setText(byId('by-coin-scope'), `last ${settings.window}, all venues${rest > 0 ? `, ${rest} smaller not shown` : ''}`);
    this.paintRows(byId('by-coin'), shown, settings.coin === ALL ? '' : settings.coin);
  }

  /** `chosen` is the key of the row chosen, or null where rows can not be. */
  private paintRows(parent: HTMLElement, split: readonly SplitRow[], chosen: string | null): void {
    const most = Math.max(1, ...split.map((row) => Number(row.sums?.total.usd ?? 0)));
    const nodes = rows(parent, split.length, () => this.makeRow(chosen !== null));
    split.forEach((row, i) => {
      const node = nodes[i]!;
      const [name, badge, bar, total, share] = [...node.children] as HTMLElement[];
      node.dataset['key'] = row.key;
      setText(name!, row.name);
      setText(badge!, row.badge);
      setAttribute(badge!, 'data-badge', row.badge);
      node.classList.toggle('unknown', row.sums === null);
      if (chosen !== null) {
        setAttribute(node, 'aria-pressed', String(row.key === chosen));
      }
      const long = row.sums === null ? null : longShare(row.sums);
      bar!.style.setProperty('--width', String(Number(row.sums?.total.usd ?? 0) / most));
      bar!.style.setProperty('--share', String(long ?? 0.5));
      setText(total!, row.sums === null ? 'no data' : usd(Number(row.sums.total.usd)));
      setText(share!, long === null ? '' : long >= 0.5 ? `${percent(long)} long` : `${percent(1 - long)} short`);
      setAttribute(share!, 'data-side', long === null ? '' : long >= 0.5 ? 'long' : 'short');
      node.title =
        row.sums === null
          ? `${row.name}: nobody listened, so it is not known`
          : `${row.name}: longs ${exact(row.sums.long.usd, 2)} USD, shorts ${exact(row.sums.short.usd, 2)} USD, ${count(row.sums.total.count ?? 0)} orders`;
    });
  }

  private makeRow(isButton: boolean): HTMLElement {
    const bar = make('span', 'split-bar', make('span', 'long'), make('span', 'short'));
    bar.setAttribute('aria-hidden', 'true');
    const parts = [make('span', 'split-name'), make('span', 'badge'), bar, make('b', 'split-total'), make('span', 'split-share')];
    if (!isButton) {
      const row = make('div', 'split-row', ...parts);
      row.setAttribute('role', 'listitem');
      return row;
    }
    const row = make('button', 'split-row', ...parts);
    row.type = 'button';
    row.onclick = () => this.chooseCoin(row.getAttribute('aria-pressed') === 'true' ? ALL : row.dataset['key']!);
    return row;
  }
}

const NOTHING = { count: 0, usd: '0' };
/** A venue that was heard and told of nothing: this is zero, and known. */
const ZERO: LongShort = { long: NOTHING, short: NOTHING, total: NOTHING };

function bySize(sums: Readonly<Record<string, LongShort>>): [string, LongShort][] {
  return Object.entries(sums).sort(([a, x], [b, y]) => Number(y.total.usd) - Number(x.total.usd) || (a < b ? -1 : 1));
}

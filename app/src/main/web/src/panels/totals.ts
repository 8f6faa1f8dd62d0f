import type { Coverage, LongShort, State, Totals } from '../api';
import { byId, make, rows, setAttribute, setText } from '../dom';
import { count, dayAndTime, exact, list, percent, usd, venueName } from '../format';
import type { Settings } from '../settings';
import { ALL } from '../settings';

/** Below this share of its window heard, one window's pace is not compared with another's. */
const HEARD_ENOUGH = 0.9;

/** The state of leverage in five seconds: how much, which side, and what it leaves out. */
export class TotalsPanel {
  private readonly total = byId('total');
  private readonly bar = byId('bar');

  paint(state: State | null, settings: Settings): void {
    const all = settings.coin === ALL;
    setText(byId('totals-title'), `Liquidated, last ${spaced(settings.window)}, ${all ? 'all coins' : settings.coin}`);
    if (state === null) {
      return;
    }
    const totals = state.totals[settings.window];
    const sums = sumsOf(totals, settings.coin);
    this.paintSums(totals, sums);
    this.paintOneSidedness(totals, sums, all);
    this.paintLargest(totals, settings);
    paintCoverage(totals);
    setText(byId('pace'), pace(state, settings.coin));
  }

  private paintSums(totals: Totals, sums: LongShort | null): void {
    const tag = byId('totals-kind');
    const share = sums === null ? null : longShare(sums);
    document.body.classList.toggle('no-data', sums === null);
    setAttribute(this.bar, 'data-state', sums === null ? 'unknown' : share === null ? 'none' : 'known');
    if (sums === null) {
      tag.hidden = true;
      setText(this.total, 'No data');
      setText(byId('verdict'), totals.notObserved ?? 'Nobody listened in this window.');
      byId('verdict').title = totals.notObserved ?? '';
      for (const side of ['long', 'short']) {
        setText(byId(`${side}-usd`), 'no data');
        setText(byId(`${side}-note`), '');
      }
      setAttribute(this.bar, 'aria-label', 'No data: long against short is not known.');
      return;
    }
    const floors = floorVenues(totals.coverage);
    tag.hidden = false;
    setText(tag, floors.length > 0 ? 'observed, a floor' : 'observed');
    setText(this.total, usd(Number(sums.total.usd)));
    this.total.title = `${exact(sums.total.usd, 2)} USD`;
    setText(byId('verdict'), verdict(share));
    byId('verdict').title = '';
    setAttribute(byId('verdict'), 'data-side', share === null || (share < 0.55 && share > 0.45) ? 'both' : share > 0.5 ? 'long' : 'short');
    for (const side of ['long', 'short'] as const) {
      const sum = sums[side];
      setText(byId(`${side}-usd`), usd(Number(sum.usd)));
      byId(`${side}-usd`).title = `${exact(sum.usd, 2)} USD`;
      const part = share === null ? '' : `${percent(side === 'long' ? share : 1 - share)} · `;
      setText(byId(`${side}-note`), `${part}${sum.count === null ? '' : `${count(sum.count)} orders`}`);
    }
    this.bar.style.setProperty('--share', String(share ?? 0.5));
    const words =
      share === null
        ? 'Nothing was liquidated that was heard of.'
        : `Longs ${percent(share)}, ${usd(Number(sums.long.usd))} USD; shorts ${percent(1 - share)}, ${usd(Number(sums.short.usd))} USD.`;
    setAttribute(this.bar, 'aria-label', words);
  }

  private paintOneSidedness(totals: Totals, sums: LongShort | null, all: boolean): void {
    const share = sums === null ? null : longShare(sums);
    const known = all ? (totals.oneSidedness ?? null) : null;
    const value = known?.value ?? (share === null ? null : 2 * share - 1);
    const box = byId('onesided');
    const whisker = byId('one-whisker');
    box.classList.toggle('empty', value === null);
    const place = (v: number) => `${((1 - v) / 2) * 100}%`;
    whisker.hidden = known === null || known.low === null || known.high === null;
    if (known !== null && known.low !== null && known.high !== null) {
      whisker.style.left = place(known.high);
      whisker.style.right = `${((known.low + 1) / 2) * 100}%`;
    }
    if (value === null) {
      setText(byId('one-text'), 'no data');
      return;
    }
    byId('one-needle').style.left = place(value);
    const interval =
      known !== null && known.low !== null && known.high !== null
        ? `${signed(known.low)} to ${signed(known.high)}, ${Math.round(known.confidence * 100)} %`
        : all
          ? (known?.reason ?? 'no interval')
          : 'no interval for one coin';
    const text = byId('one-text');
    if (text.dataset['is'] !== `${value} ${interval}`) {
      text.dataset['is'] = `${value} ${interval}`;
      text.replaceChildren(make('b', '', signed(value)), ` `, make('small', '', interval));
    }
  }

  private paintLargest(totals: Totals, settings: Settings): void {
    const order = totals.largest ?? null;
    const node = byId('largest');
    const note = byId('largest-note');
    setText(byId('largest-scope'), settings.coin === ALL ? '' : 'of all coins');
    const is = order === null ? 'none' : JSON.stringify(order);
    if (node.dataset['is'] === is) {
      return;
    }
    node.dataset['is'] = is;
    if (order === null) {
      node.replaceChildren(make('b', '', totals.total === null ? 'no data' : 'none yet'));
      setText(note, '');
      return;
    }
    const side = order.closedSide.toLowerCase() === 'long' ? 'long' : 'short';
    const mark = make('i', `mark ${side}`);
    mark.setAttribute('aria-hidden', 'true');
    node.replaceChildren(mark, make('b', '', usd(Number(order.usd))), ' ', make('small', '', 'USD'), ` ${side} `, make('span', 'name', order.coin));
    setText(note, `${venueName(order.venue)}, ${dayAndTime(Date.parse(order.time))}, by ${order.priceKind.toLowerCase()} price`);
  }
}

/** The sums of the coin chosen; null where nobody listened. A coin of which nothing was heard has zero orders. */
export function sumsOf(totals: Totals, coin: string): LongShort | null {
  const { long, short, total } = totals;
  if (long === null || short === null || total === null) {
    return null;
  }
  const none = { count: 0, usd: '0' };
  return coin === ALL ? { long, short, total } : (totals.byCoin?.[coin] ?? { long: none, short: none, total: none });
}

/** The longs' share of the USD; null where there is none to share. */
export function longShare(sums: LongShort): number | null {
  const total = Number(sums.total.usd);
  return total > 0 ? Number(sums.long.usd) / total : null;
}

function verdict(share: number | null): string {
  if (share === null) {
    return 'Nothing heard';
  }
  if (share < 0.55 && share > 0.45) {
    return 'Both sides alike';
  }
  return share > 0.5 ? `Longs took ${percent(share)}` : `Shorts took ${percent(1 - share)}`;
}

/** How the last hour compares with the day's mean hour, where both were heard well enough. */
export function pace(state: State, coin: string): string {
  const hour = sumsOf(state.totals['1h'], coin);
  const day = sumsOf(state.totals['24h'], coin);
  if (hour === null || day === null) {
    return 'Pace of the last hour: no data';
  }
  const heard = Math.min(heardShare(state.totals['1h']), heardShare(state.totals['24h']));
  const mean = Number(day.total.usd) / 24;
  if (heard < HEARD_ENOUGH || mean === 0) {
    return `Last hour against the day: not known, ${percent(heard)} of the day was heard`;
  }
  return `Last hour: ${(Number(hour.total.usd) / mean).toFixed(1)} times the day’s mean hour`;
}

/** Mean time share over the venues that were heard at all: those never listened to say nothing about pace. */
function heardShare(totals: Totals): number {
  const heard = totals.coverage.venues.filter((venue) => venue.timeShare > 0);
  return heard.length === 0 ? 0 : heard.reduce((sum, venue) => sum + venue.timeShare, 0) / heard.length;
}

/** The venues heard whose feeds are known to leave orders out. */
function floorVenues(coverage: Coverage): string[] {
  return coverage.venues
    .filter((venue) => venue.completeness.toLowerCase() === 'sampled' && venue.timeShare > 0)
    .map((venue) => venueName(venue.venue));
}

/** What the totals leave out, in one sentence. */
export function coverageText(totals: Totals): string {
  const { coverage } = totals;
  const floors = floorVenues(coverage);
  const unknown = coverage.venues
    .filter((venue) => venue.completeness.toLowerCase() === 'unknown' && venue.timeShare > 0)
    .map((venue) => venueName(venue.venue));
  const count = coverage.universe?.venues.length ?? coverage.venues.length;
  const parts = [
    `${percent(coverage.timeShare)} of the time at ${count === 1 ? 'one venue' : `${count} venues`}`,
    floors.length > 0 ? `floor on ${list(floors)}` : '',
    unknown.length > 0 ? `completeness unknown on ${list(unknown)}` : '',
    coverage.completeFeedShare === null ? '' : `${percent(coverage.completeFeedShare)} of open interest at complete feeds`,
    totals.withoutData.length > 0 ? `no data from ${list(totals.withoutData.map(venueName))}` : '',
  ];
  return `Heard: ${parts.filter((part) => part !== '').join('; ')}.`;
}

function paintCoverage(totals: Totals): void {
  const { coverage } = totals;
  setText(byId('coverage-text'), coverageText(totals));
  byId('coverage-meter').style.width = `${coverage.timeShare * 100}%`;
  const box = byId<HTMLDetailsElement>('coverage');
  if (!box.open) {
    return;
  }
  const table = byId('coverage-table');
  const [head] = rows(table, coverage.venues.length + 1, () => make('tr', '', ...Array.from({ length: 4 }, () => make('td'))));
  if (head !== undefined) {
    fill(head, ['Venue', 'Time heard', 'Feed', 'What it leaves out']);
    head.className = 'head';
  }
  coverage.venues.forEach((venue, i) => {
    const heard = venue.timeShare > 0;
    fill(table.children[i + 1]!, [venueName(venue.venue), heard ? percent(venue.timeShare) : 'no data', completenessWord(venue.completeness), venue.rule]);
  });
  const reasons = [totals.range?.reason ?? '', coverage.completeFeedShareReason ?? ''];
  setText(byId('coverage-more'), reasons.filter((reason) => reason !== '').join(' · '));
}

export function completenessWord(completeness: string): string {
  switch (completeness.toLowerCase()) {
    case 'complete':
      return 'complete';
    case 'sampled':
      return 'floor';
    default:
      return 'unknown';
  }
}

function fill(row: Element, texts: readonly string[]): void {
  texts.forEach((text, i) => setText(row.children[i]!, text));
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

const spaced = (window: string): string => window.replace(/(\d+)/, '$1 ');

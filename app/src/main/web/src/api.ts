/**
 * What the server says, as far as the page reads it: version 1 of its JSON. Money and quantities are
 * decimal strings, times ISO in UTC, but a candle's `time` (Unix seconds). Totals come from the server,
 * with their coverage; the page adds up only what it draws.
 */

export interface OrderSum {
  readonly count: number | null;
  readonly usd: string;
}

export interface LongShort {
  readonly long: OrderSum;
  readonly short: OrderSum;
  readonly total: OrderSum;
}

export interface VenueCoverage {
  readonly venue: string;
  readonly timeShare: number;
  readonly completeness: string;
  readonly rule: string;
  readonly ruleSource?: string;
}

export interface Gap {
  readonly venue: string;
  readonly channel: string;
  readonly symbol: string;
  readonly from: string;
  readonly to: string | null;
  readonly reason?: string | null;
}

export interface Coverage {
  readonly timeShare: number;
  readonly completeFeedShare: number | null;
  readonly completeFeedShareReason?: string;
  readonly universe?: { readonly name: string; readonly date: string; readonly venues: readonly string[] };
  readonly venues: readonly VenueCoverage[];
  readonly gaps: readonly Gap[];
}

export interface OneSidedness {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  readonly reason?: string;
}

export interface LargestOrder {
  readonly venue: string;
  readonly symbol: string;
  readonly coin: string;
  readonly closedSide: string;
  readonly usd: string;
  readonly priceKind: string;
  readonly time: string;
  readonly completeness: string;
}

/** One window. Where nothing was listened to, the sums are null and `notObserved` says why. */
export interface Totals {
  readonly long: OrderSum | null;
  readonly short: OrderSum | null;
  readonly total: OrderSum | null;
  readonly longShare?: number | null;
  readonly notObserved?: string;
  readonly oneSidedness?: OneSidedness | null;
  readonly largest?: LargestOrder | null;
  readonly byCoin?: Readonly<Record<string, LongShort>>;
  readonly byVenue?: Readonly<Record<string, LongShort>>;
  readonly withoutData: readonly string[];
  readonly coverage: Coverage;
  readonly range?: { readonly observed: string; readonly upper: string | null; readonly reason: string };
}

export type Window = '1h' | '4h' | '12h' | '24h';
export const WINDOWS: readonly Window[] = ['1h', '4h', '12h', '24h'];

export interface FeedConnection {
  readonly name: string;
  readonly state: string;
  readonly since: string | null;
  readonly lastHeard: string | null;
  readonly reconnects: number;
  readonly latencyMs: number | null;
  readonly lastReason?: string;
}

export interface FeedChannel {
  readonly channel: string;
  readonly state: string;
  readonly instruments: number;
  readonly silent: number;
  readonly lastHeard: string | null;
}

export interface Feed {
  readonly venue: string;
  readonly protocol: string;
  readonly phase: string;
  /** What stands in its way; empty or missing where nothing does. */
  readonly note?: string;
  readonly connections: readonly FeedConnection[];
  readonly channels: readonly FeedChannel[];
  readonly messages: number;
  readonly control: number;
  readonly ignored: Readonly<Record<string, number>>;
  readonly malformed: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly gaps: number;
}

export interface Demo {
  readonly scenario: string;
  readonly seed: number | string;
  readonly faults: unknown;
  readonly truth: {
    readonly wire: Readonly<Record<string, LongShort>>;
    readonly economic: Readonly<Record<string, LongShort>>;
  };
}

export interface State {
  readonly at: string;
  readonly speed: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly coins: readonly string[];
  readonly venues: readonly string[];
  readonly totals: Readonly<Record<Window, Totals>>;
  readonly feeds: readonly Feed[];
  readonly gaps: readonly Gap[];
  readonly demo: Demo | null;
}

export interface Liquidation {
  readonly id: string | number;
  readonly at: string;
  readonly venue: string;
  readonly symbol: string;
  readonly coin: string;
  readonly closedSide: string;
  readonly quantity: string;
  readonly price: string;
  readonly priceKind: string;
  readonly usd: string;
  readonly completeness: string;
}

export type Interval = '1s' | '10s' | '1m' | '5m' | '1h';
export const INTERVALS: readonly Interval[] = ['1s', '10s', '1m', '5m', '1h'];
export const INTERVAL_SECONDS: Readonly<Record<Interval, number>> = {
  '1s': 1,
  '10s': 10,
  '1m': 60,
  '5m': 300,
  '1h': 3600,
};

export interface Candle {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export interface NamedCandle extends Candle {
  readonly coin: string;
  readonly source: string;
  readonly interval: Interval;
}

export interface CandlePage {
  readonly coin: string;
  readonly interval: Interval;
  readonly source: string | null;
  readonly items: readonly Candle[];
}

/** What comes over the WebSocket. `hello` opens a connection; `reset` says that the past is gone. */
export type Message =
  | { readonly seq?: number; readonly type: 'hello'; readonly run: string; readonly version: string; readonly title: string }
  | { readonly seq?: number; readonly type: 'reset' }
  | ({ readonly seq: number; readonly type: 'state' } & State)
  | { readonly seq: number; readonly type: 'liquidations'; readonly items: readonly Liquidation[] }
  | { readonly seq: number; readonly type: 'candles'; readonly items: readonly NamedCandle[] };

/** How long a request may take before the page counts it as failed. */
const REQUEST_TIMEOUT_MS = 10_000;

/** The server is there, and says why it has no answer. */
export class Refused extends Error {}

async function get<T>(path: string): Promise<T> {
  const url = new URL(path, document.baseURI);
  const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as { error?: string };
    throw new Refused(problem.error ?? `${url.pathname} answered ${answer.status}`);
  }
  return (await answer.json()) as T;
}

export const fetchState = (): Promise<State> => get('api/v1/state');

export function fetchLiquidations(limit: number, before?: string | number): Promise<{ items: readonly Liquidation[] }> {
  const cursor = before === undefined ? '' : `&before=${encodeURIComponent(before)}`;
  return get(`api/v1/liquidations?limit=${limit}${cursor}`);
}

export const fetchCandles = (coin: string, interval: Interval, limit: number): Promise<CandlePage> =>
  get(`api/v1/candles?coin=${encodeURIComponent(coin)}&interval=${interval}&limit=${limit}`);

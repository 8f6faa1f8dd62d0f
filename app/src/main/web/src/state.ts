import type { Candle, Interval, Liquidation, NamedCandle, State } from './api';
import { CoinBars } from './bars';
import { CLASS_FROM_USD, sizeClass } from './sizes';

/** A liquidation as the page keeps it: parsed once, when it comes. */
export interface Order {
  readonly id: string | number;
  /** Place in the order of arrival at this page; what was loaded later from the past is negative. */
  readonly place: number;
  readonly timeMs: number;
  readonly venue: string;
  readonly symbol: string;
  readonly coin: string;
  readonly long: boolean;
  readonly price: number;
  /** `fill`, `bankruptcy`, `limit` or `entry`. */
  readonly priceKind: string;
  readonly usd: number;
  readonly size: number;
}

/** Orders kept for each size class: the many small ones must not push out the few large ones. */
const KEPT_PER_CLASS = 600;
/** Identities remembered, to know again what comes twice: minutes of the fastest stream we plan for. */
const IDS_MAX = 60_000;

/** Everything the page knows, changed only by the three methods that take what the server says. */
export class Store {
  state: State | null = null;
  /** When the state came, by the browser's clock. */
  stateReceivedMs = 0;
  /** Messages a second by venue, from two states in a row. */
  readonly messageRate = new Map<string, number>();
  /** Orders a second by size class, over the last seconds of the browser's clock. */
  readonly classRate = new ClassRate();
  /** From here on, by the run's clock, all liquidations are known to the page; null before any is. */
  knownFromMs: number | null = null;

  private readonly kept: Order[][] = CLASS_FROM_USD.map(() => []);
  private readonly bars = new Map<string, CoinBars>();
  private ids = new Set<string | number>();
  private olderIds = new Set<string | number>();
  private nextPlace = 0;
  private pastPlace = -1;

  /** Forgets the past: another run of the server, or one of which too much was missed. */
  reset(): void {
    this.state = null;
    this.messageRate.clear();
    this.knownFromMs = null;
    this.kept.forEach((orders) => orders.splice(0));
    this.bars.clear();
    this.ids.clear();
    this.olderIds.clear();
    this.nextPlace = 0;
    this.pastPlace = -1;
  }

  takeState(state: State, nowMs: number): void {
    const before = this.state;
    if (before !== null && before.at > state.at) {
      return;
    }
    const elapsedS = (nowMs - this.stateReceivedMs) / 1000;
    if (before !== null && elapsedS > 0.2) {
      const earlier = new Map(before.feeds.map((feed) => [feed.protocol, feed.messages]));
      for (const feed of state.feeds) {
        const messages = earlier.get(feed.protocol);
        if (messages !== undefined) {
          this.messageRate.set(feed.protocol, Math.max(0, (feed.messages - messages) / elapsedS));
        }
      }
    }
    this.state = state;
    this.stateReceivedMs = nowMs;
  }

  /** Takes what the stream brings; answers the orders that are new, oldest first. */
  takeLive(items: readonly Liquidation[], nowMs: number): Order[] {
    const added: Order[] = [];
    for (const item of items) {
      if (this.isNew(item.id)) {
        const order = parse(item, this.nextPlace++);
        this.keep(order);
        this.classRate.add(order.size, nowMs);
        added.push(order);
        this.knownFromMs ??= order.timeMs;
      }
    }
    return added;
  }

  /** Takes a page of the past, in any order; answers how many of it were new. */
  takePast(items: readonly Liquidation[]): number {
    // A past without orders is known as well, if somebody listened.
    if (items.length === 0 && this.state !== null && this.state.totals['24h'].total !== null) {
      this.knownFromMs ??= Date.parse(this.state.at);
    }
    let added = 0;
    const newestFirst = [...items].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    for (const item of newestFirst) {
      if (this.isNew(item.id)) {
        this.keep(parse(item, this.pastPlace--));
        added++;
      }
      const timeMs = Date.parse(item.at);
      if (this.knownFromMs === null || timeMs < this.knownFromMs) {
        this.knownFromMs = timeMs;
      }
    }
    return added;
  }

  /** The newest `limit` orders from size class `from` up that pass, newest first. */
  newest(from: number, passes: (order: Order) => boolean, limit: number): Order[] {
    const all = this.kept.slice(from).flatMap((orders) => orders.filter(passes));
    return all.sort((a, b) => b.place - a.place).slice(0, limit);
  }

  barsOf(coin: string): CoinBars {
    let bars = this.bars.get(coin);
    if (bars === undefined) {
      bars = new CoinBars();
      this.bars.set(coin, bars);
    }
    return bars;
  }

  /** The bars of every coin of which something was heard. */
  allBars(): Iterable<CoinBars> {
    return this.bars.values();
  }

  /** The run's clock now: that of the last state, gone on at the run's speed. */
  runNowMs(nowMs: number): number | null {
    return this.state === null ? null : Date.parse(this.state.at) + (nowMs - this.stateReceivedMs) * this.state.speed;
  }

  private keep(order: Order): void {
    this.barsOf(order.coin).add(order.timeMs, order.long, order.priceKind === 'fill', order.price, order.usd);
    const orders = this.kept[order.size]!;
    if (order.place < 0) {
      if (orders.length < KEPT_PER_CLASS) {
        orders.unshift(order);
      }
      return;
    }
    orders.push(order);
    if (orders.length >= 2 * KEPT_PER_CLASS) {
      orders.splice(0, orders.length - KEPT_PER_CLASS);
    }
  }

  /** Remembers an id; two generations, so that forgetting costs nothing. */
  private isNew(id: string | number): boolean {
    if (this.ids.has(id) || this.olderIds.has(id)) {
      return false;
    }
    this.ids.add(id);
    if (this.ids.size >= IDS_MAX / 2) {
      this.olderIds = this.ids;
      this.ids = new Set();
    }
    return true;
  }
}

function parse(item: Liquidation, place: number): Order {
  const usd = Number(item.usd);
  return {
    id: item.id,
    place,
    timeMs: Date.parse(item.at),
    venue: item.venue,
    symbol: item.symbol,
    coin: item.coin,
    long: item.closedSide.toLowerCase() === 'long',
    price: Number(item.price),
    priceKind: item.priceKind.toLowerCase(),
    usd,
    size: sizeClass(usd),
  };
}

/** Seconds over which the rate of orders is taken. */
const RATE_SECONDS = 5;

/** Orders a second of each size class, by whole seconds of the browser's clock. */
export class ClassRate {
  private readonly counts: number[][] = Array.from({ length: RATE_SECONDS + 1 }, () => CLASS_FROM_USD.map(() => 0));
  private second = 0;

  add(size: number, nowMs: number): void {
    this.turn(nowMs);
    this.counts[this.second % this.counts.length]![size]!++;
  }

  /** Mean of the whole seconds before this one. */
  perSecond(nowMs: number): number[] {
    this.turn(nowMs);
    const now = this.second % this.counts.length;
    return CLASS_FROM_USD.map(
      (_, size) => this.counts.reduce((sum, row, i) => (i === now ? sum : sum + row[size]!), 0) / RATE_SECONDS,
    );
  }

  private turn(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const from = Math.max(this.second + 1, second - this.counts.length + 1);
    for (let s = from; s <= second; s++) {
      this.counts[s % this.counts.length]!.fill(0);
    }
    this.second = Math.max(this.second, second);
  }
}

/** Candles of one coin and interval, by time. What the stream said last wins over what was loaded. */
export class Candles {
  private readonly byTime = new Map<number, Candle>();

  constructor(
    readonly coin: string,
    readonly interval: Interval,
  ) {}

  load(items: readonly Candle[]): void {
    for (const candle of items) {
      if (!this.byTime.has(candle.time)) {
        this.byTime.set(candle.time, candle);
      }
    }
  }

  /** Takes a candle of the stream if it is one of these. */
  take(candle: NamedCandle): boolean {
    if (candle.coin !== this.coin || candle.interval !== this.interval) {
      return false;
    }
    this.byTime.set(candle.time, candle);
    return true;
  }

  at(time: number): Candle | null {
    return this.byTime.get(time) ?? null;
  }

  all(): Candle[] {
    return [...this.byTime.values()].sort((a, b) => a.time - b.time);
  }
}

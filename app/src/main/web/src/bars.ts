import type { Interval } from './api';
import { INTERVAL_SECONDS, INTERVALS } from './api';

/** Liquidations of one bar, side and narrow band of price: one bubble on the chart. */
export interface Bubble {
  readonly long: boolean;
  /** Whether the price is one that traded; a bankruptcy price lies beyond the market. */
  readonly traded: boolean;
  usd: number;
  count: number;
  /** Sum of price times USD: its quotient by `usd` is the mean price. */
  weightedPrice: number;
}

export const bubblePrice = (bubble: Bubble): number => bubble.weightedPrice / bubble.usd;

/** What was liquidated in one bar of the chart. */
export interface LiquidationBar {
  readonly time: number;
  longUsd: number;
  shortUsd: number;
  longCount: number;
  shortCount: number;
  readonly bubbles: Map<number, Bubble>;
}

/** As many bars as the chart loads candles. */
const BARS_MAX = 1_000;

/** Width of a bubble's band of price, as a share of the price: fine where bars are short. */
const BAND: Readonly<Record<Interval, number>> = { '1s': 0.0003, '10s': 0.0005, '1m': 0.0005, '5m': 0.001, '1h': 0.0025 };

/** Liquidations of one coin by the bars of every interval: kept for all, so that switching is instant. */
export class CoinBars {
  private readonly byInterval = new Map<Interval, Map<number, LiquidationBar>>(INTERVALS.map((i) => [i, new Map()]));

  bars(interval: Interval): ReadonlyMap<number, LiquidationBar> {
    return this.byInterval.get(interval)!;
  }

  add(timeMs: number, long: boolean, traded: boolean, price: number, usd: number): void {
    for (const interval of INTERVALS) {
      const width = INTERVAL_SECONDS[interval];
      const time = Math.floor(timeMs / 1000 / width) * width;
      const bar = this.bar(interval, time);
      if (bar === null) {
        continue;
      }
      if (long) {
        bar.longUsd += usd;
        bar.longCount++;
      } else {
        bar.shortUsd += usd;
        bar.shortCount++;
      }
      if (price > 0 && usd > 0) {
        const band = Math.floor(Math.log(price) / BAND[interval]);
        const key = band * 4 + (long ? 2 : 0) + (traded ? 1 : 0);
        const bubble = bar.bubbles.get(key);
        if (bubble === undefined) {
          bar.bubbles.set(key, { long, traded, usd, count: 1, weightedPrice: price * usd });
        } else {
          bubble.usd += usd;
          bubble.count++;
          bubble.weightedPrice += price * usd;
        }
      }
    }
  }

  /** The bar of a time, or null when it is older than all that are kept. */
  private bar(interval: Interval, time: number): LiquidationBar | null {
    const bars = this.byInterval.get(interval)!;
    const found = bars.get(time);
    if (found !== undefined) {
      return found;
    }
    if (bars.size >= BARS_MAX) {
      const oldest = Math.min(...bars.keys());
      if (time < oldest) {
        return null;
      }
      bars.delete(oldest);
    }
    const made: LiquidationBar = { time, longUsd: 0, shortUsd: 0, longCount: 0, shortCount: 0, bubbles: new Map() };
    bars.set(time, made);
    return made;
  }
}

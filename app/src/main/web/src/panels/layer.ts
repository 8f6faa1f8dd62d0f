import type { IChartApi, IPrimitivePaneRenderer, IPrimitivePaneView, ISeriesApi, ISeriesPrimitive, Logical, SeriesAttachedParameter, Time } from 'lightweight-charts';
import type { Bubble, LiquidationBar } from '../bars';
import { bubblePrice } from '../bars';
import { usd } from '../format';
import { bubbleRadius, bubbleReference } from '../sizes';
import { hatch } from './pulse';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

/** Height of the strip of sums under the candles, as a share of the pane. */
const STRIP = 0.16;
/** Bubbles smaller than this are drawn all in one path: nobody tells them apart, and there are many. */
const SMALL_PX = 4;
/** So many large bubbles in view halve the ink of each. */
const CROWD = 200;
/** A stretch without candles longer than this is not searched for bars of its own. */
const SEARCHED_BARS = 30;

export interface LayerColours {
  readonly long: string;
  readonly short: string;
  readonly line: string;
  readonly muted: string;
}

export interface LayerData {
  /** Times of the candles, ascending, in Unix seconds. */
  readonly times: readonly number[];
  readonly bars: ReadonlyMap<number, LiquidationBar>;
  readonly intervalS: number;
  /** Before this nothing is known of liquidations, in Unix seconds. */
  readonly knownFromS: number | null;
}

/**
 * Liquidations on the price chart, under and over the candles.
 *
 * A bubble is what was liquidated of one side in one bar within a narrow band of price; its area goes by
 * USD. Longs are filled, shorts are rings; a dashed rim means a bankruptcy price, at which nothing
 * traded. What lies outside the pane is drawn as a tip at its edge. The strip below has the sums of each
 * bar: shorts up, longs down. Only what is visible is touched.
 */
export class LiquidationLayer implements ISeriesPrimitive<Time> {
  private chart: IChartApi | null = null;
  private series: ISeriesApi<'Candlestick', Time> | null = null;
  private askForUpdate: (() => void) | null = null;
  private readonly views: readonly IPrimitivePaneView[];
  private reference = bubbleReference(0);

  constructor(
    private readonly data: () => LayerData,
    private colours: LayerColours,
  ) {
    const over: IPrimitivePaneRenderer = { draw: (target) => this.draw(target) };
    this.views = [{ zOrder: () => 'top', renderer: () => over }];
  }

  attached(where: SeriesAttachedParameter<Time>): void {
    this.chart = where.chart as IChartApi;
    this.series = where.series as ISeriesApi<'Candlestick', Time>;
    this.askForUpdate = where.requestUpdate;
  }

  detached(): void {
    this.chart = this.series = this.askForUpdate = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  setColours(colours: LayerColours): void {
    this.colours = colours;
    this.redraw();
  }

  /** Dollars of the bubble that the key shows. */
  referenceUsd(): number {
    return this.reference;
  }

  redraw(): void {
    this.askForUpdate?.();
  }

  private draw(target: Target): void {
    const chart = this.chart;
    const series = this.series;
    if (chart === null || series === null) {
      return;
    }
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const data = this.data();
      const scale = chart.timeScale();
      const range = scale.getVisibleLogicalRange();
      if (range === null || data.times.length === 0) {
        return;
      }
      const from = Math.max(0, Math.floor(range.from));
      const to = Math.min(data.times.length - 1, Math.ceil(range.to));
      const seen: { x: number; bar: LiquidationBar }[] = [];
      for (let i = from; i <= to; i++) {
        const x = scale.logicalToCoordinate(i as Logical);
        if (x === null) {
          continue;
        }
        // A bar in which nothing traded has no candle: what was liquidated then is drawn at the one before.
        const next = Math.min(data.times[i + 1] ?? Infinity, data.times[i]! + SEARCHED_BARS * data.intervalS);
        for (let time = data.times[i]!; time < next && time <= data.times[i]! + SEARCHED_BARS * data.intervalS; time += data.intervalS) {
          const bar = data.bars.get(time);
          if (bar !== undefined) {
            seen.push({ x, bar });
          }
        }
      }
      this.drawStrip(context, mediaSize, seen, chart, data);
      this.drawBubbles(context, mediaSize, seen, series);
    });
  }

  private drawStrip(
    context: CanvasRenderingContext2D,
    pane: { width: number; height: number },
    seen: readonly { x: number; bar: LiquidationBar }[],
    chart: IChartApi,
    data: LayerData,
  ): void {
    const tall = Math.round(pane.height * STRIP);
    const top = pane.height - tall;
    const middle = top + Math.round(tall / 2);
    const reach = tall / 2 - 3;
    let most = 0;
    for (const { bar } of seen) {
      most = Math.max(most, bar.longUsd, bar.shortUsd);
    }
    context.save();
    context.translate(0, top);
    const known = this.knownFromX(chart, data, pane.width);
    if (known > 0) {
      hatch(context, known, tall, this.colours.line);
    }
    context.restore();
    context.fillStyle = this.colours.line;
    context.fillRect(0, top, pane.width, 1);
    context.fillRect(0, middle, pane.width, 1);
    const width = Math.max(1, chart.timeScale().options().barSpacing * 0.7);
    for (const side of ['short', 'long'] as const) {
      context.fillStyle = this.colours[side];
      context.beginPath();
      for (const { x, bar } of seen) {
        const amount = side === 'long' ? bar.longUsd : bar.shortUsd;
        if (amount > 0) {
          const high = Math.max(1, (amount / most) * reach);
          context.rect(x - width / 2, side === 'short' ? middle - high : middle + 1, width, high);
        }
      }
      context.fill();
    }
    context.font = `${smallPx()}px ${FONT}`;
    context.fillStyle = this.colours.muted;
    context.textBaseline = 'top';
    context.textAlign = 'right';
    context.fillText(most > 0 ? `per candle, tallest ${usd(most)} USD` : 'per candle', pane.width - 8, top + 4);
  }

  /** Where knowledge of liquidations begins, from the left. */
  private knownFromX(chart: IChartApi, data: LayerData, width: number): number {
    if (data.knownFromS === null) {
      return width;
    }
    const first = Math.floor(data.knownFromS / data.intervalS) * data.intervalS;
    let low = 0;
    let high = data.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (data.times[middle]! < first) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const x = chart.timeScale().logicalToCoordinate(low as Logical);
    return x === null ? 0 : Math.min(width, Math.max(0, x - chart.timeScale().options().barSpacing / 2));
  }

  private drawBubbles(
    context: CanvasRenderingContext2D,
    pane: { width: number; height: number },
    seen: readonly { x: number; bar: LiquidationBar }[],
    series: ISeriesApi<'Candlestick', Time>,
  ): void {
    const bottom = pane.height * (1 - STRIP);
    const small: Record<'long' | 'short', Path2D> = { long: new Path2D(), short: new Path2D() };
    const large: { x: number; y: number; radius: number; bubble: Bubble; outside: boolean }[] = [];
    let largest = 0;
    for (const { bar } of seen) {
      for (const bubble of bar.bubbles.values()) {
        largest = Math.max(largest, bubble.usd);
      }
    }
    this.reference = bubbleReference(largest);
    for (const { x, bar } of seen) {
      for (const bubble of bar.bubbles.values()) {
        const found = series.priceToCoordinate(bubblePrice(bubble));
        if (found === null) {
          continue;
        }
        const radius = bubbleRadius(bubble.usd, this.reference, pane.width);
        const outside = found < 0 || found > bottom;
        if (radius < SMALL_PX) {
          if (!outside) {
            const path = small[bubble.long ? 'long' : 'short'];
            path.moveTo(x + radius, found);
            path.arc(x, found, radius, 0, TURN);
          }
        } else {
          large.push({ x, y: Math.min(bottom - 2, Math.max(2, found)), radius, bubble, outside });
        }
      }
    }
    context.save();
    context.beginPath();
    context.rect(0, 0, pane.width, bottom);
    context.clip();
    context.globalAlpha = 0.6;
    context.fillStyle = this.colours.long;
    context.fill(small.long);
    context.strokeStyle = this.colours.short;
    context.lineWidth = 1.25;
    context.stroke(small.short);
    large.sort((a, b) => b.radius - a.radius);
    // A crowd of bubbles must leave the candles to be seen.
    const crowd = 1 / (1 + large.length / CROWD);
    for (const { x, y, radius, bubble, outside } of large) {
      const colour = bubble.long ? this.colours.long : this.colours.short;
      context.fillStyle = context.strokeStyle = colour;
      context.beginPath();
      if (outside) {
        const tip = y > bottom / 2 ? 1 : -1;
        const size = Math.min(12, radius);
        context.moveTo(x, y);
        context.lineTo(x - size * 0.6, y - tip * size);
        context.lineTo(x + size * 0.6, y - tip * size);
        context.closePath();
      } else {
        context.arc(x, y, radius, 0, TURN);
      }
      context.globalAlpha = bubble.long ? (bubble.traded ? 0.5 : 0.22) * crowd : 0.1 * crowd;
      context.fill();
      context.globalAlpha = 0.9 * Math.sqrt(crowd);
      context.lineWidth = bubble.long ? 1 : 2;
      context.setLineDash(bubble.traded ? SOLID : DASHED);
      context.stroke();
    }
    context.restore();
  }
}

const TURN = Math.PI * 2;
const SOLID: number[] = [];
const DASHED = [3, 3];
export const FONT = '"Inter Variable", system-ui, sans-serif';
/** The page's small letters, in pixels, for canvases: they grow with the screen. */
export const smallPx = (): number => Math.round(0.75 * parseFloat(getComputedStyle(document.documentElement).fontSize));

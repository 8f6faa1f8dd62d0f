import type { Interval } from '../api';
import { INTERVAL_SECONDS } from '../api';
import { byId, colours, setAttribute, setText } from '../dom';
import { count, duration, timeOfDay, usd } from '../format';
import type { Settings } from '../settings';
import { ALL } from '../settings';
import type { Store } from '../state';

const BUCKETS = 60;

/** The last moments: forced selling of longs below the line, forced buying of shorts above it. */
export class PulsePanel {
  private readonly canvas = byId<HTMLCanvasElement>('pulse');
  private palette = this.readPalette();
  private size = { width: 0, height: 0 };

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    changed: () => void,
  ) {
    new ResizeObserver(() => {
      this.size = { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
      changed();
    }).observe(this.canvas);
  }

  themeChanged(): void {
    this.palette = this.readPalette();
  }

  paint(nowMs: number): void {
    const { width, height } = this.size;
    const { state, knownFromMs } = this.store;
    const runNowMs = this.store.runNowMs(nowMs);
    const context = this.canvas.getContext('2d');
    if (context === null || width === 0 || state === null || runNowMs === null) {
      return;
    }
    this.clear(context, width, height);
    const interval = bucketFor(state.speed);
    const bucketS = INTERVAL_SECONDS[interval];
    const first = (Math.floor(runNowMs / 1000 / bucketS) - BUCKETS + 1) * bucketS;
    const sums = this.sums(interval, first);
    const most = Math.max(1, ...sums.long, ...sums.short);
    const step = width / BUCKETS;
    const middle = Math.round(height / 2);
    const reach = middle - 3;
    const known = knownFromMs === null ? BUCKETS : (knownFromMs / 1000 - first) / bucketS;
    const unknown = Math.max(0, Math.min(BUCKETS, known)) * step;
    if (unknown > 0) {
      hatch(context, unknown, height, this.palette.line);
    }
    context.fillStyle = this.palette.line;
    context.fillRect(0, middle, width, 1);
    for (const side of ['short', 'long'] as const) {
      context.fillStyle = this.palette[side];
      sums[side].forEach((amount, i) => {
        if (amount > 0) {
          const tall = Math.max(1, Math.sqrt(amount / most) * reach);
          context.fillRect(i * step + 0.5, side === 'short' ? middle - tall : middle + 1, Math.max(1, step - 1), tall);
        }
      });
    }
    this.say(sums, most, interval, unknown > 0 && knownFromMs !== null ? `; known since ${timeOfDay(knownFromMs)}` : '');
    setText(byId('pulse-rate'), `${count(this.store.classRate.perSecond(nowMs).reduce((sum, rate) => sum + rate, 0))} orders/s, square-root scale`);
  }

  private say(sums: Sums, most: number, interval: Interval, since: string): void {
    const span = duration(BUCKETS * INTERVAL_SECONDS[interval] * 1000);
    const isKnown = this.store.knownFromMs !== null;
    const [long, short] = [sums.long, sums.short].map((amounts) =>
      isKnown ? `${usd(amounts.reduce((sum, amount) => sum + amount, 0))} USD` : 'no data',
    ) as [string, string];
    setText(byId('pulse-title'), `Last ${span}${this.settings.coin === ALL ? '' : `, ${this.settings.coin}`}`);
    setText(byId('pulse-long'), long);
    setText(byId('pulse-short'), short);
    setAttribute(this.canvas, 'aria-label', `Last ${span}: longs ${long}, shorts ${short}${since}`);
    this.canvas.title = `Each bar ${interval}, tallest ${usd(most)} USD${since}`;
  }

  private sums(interval: Interval, first: number): Sums {
    const sums: Sums = { long: new Array<number>(BUCKETS).fill(0), short: new Array<number>(BUCKETS).fill(0) };
    const coins = this.settings.coin === ALL ? this.store.allBars() : [this.store.barsOf(this.settings.coin)];
    for (const coin of coins) {
      const bars = coin.bars(interval);
      for (let i = 0; i < BUCKETS; i++) {
        const bar = bars.get(first + i * INTERVAL_SECONDS[interval]);
        if (bar !== undefined) {
          sums.long[i]! += bar.longUsd;
          sums.short[i]! += bar.shortUsd;
        }
      }
    }
    return sums;
  }

  private clear(context: CanvasRenderingContext2D, width: number, height: number): void {
    const [wide, tall] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (this.canvas.width !== wide || this.canvas.height !== tall) {
      this.canvas.width = wide;
      this.canvas.height = tall;
    }
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  private readPalette() {
    return colours(['long', 'short', 'line']);
  }
}

interface Sums {
  readonly long: number[];
  readonly short: number[];
}

/** The bar that lasts about a second, or less, for who looks. */
const bucketFor = (speed: number): Interval => (speed < 5 ? '1s' : speed < 30 ? '10s' : speed < 150 ? '1m' : '5m');

/** Marks a stretch of which nothing is known. */
export function hatch(context: CanvasRenderingContext2D, width: number, height: number, colour: string): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = -height; x < width; x += 7) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

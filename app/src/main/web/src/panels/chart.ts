import type { IChartApi, ISeriesApi, Logical, MouseEventParams, Time, UTCTimestamp } from 'lightweight-charts';
import type { Candle, Interval, NamedCandle, State } from '../api';
import { fetchCandles, INTERVAL_SECONDS, INTERVALS } from '../api';
import { byId, Choice, colours, make, setAttribute, setText } from '../dom';
import { dayAndTime, price, timeOfDay, usd, venueName } from '../format';
import type { Settings } from '../settings';
import { ALL } from '../settings';
import { bubbleRadius } from '../sizes';
import { Candles } from '../state';
import type { Store } from '../state';
import { FONT, LiquidationLayer, smallPx } from './layer';

/** Candles loaded at once: more than any screen shows. */
const CANDLES = 1_000;
/** Candles kept while they come: then the older half goes. */
const CANDLES_MAX = 3_000;
/** Candles shown at first: as many as fit, and no more than one takes in. */
const SHOWN_MAX = 140;
const CANDLE_PX = 6;
/** Share of the visible bars that an arrow key scrolls. */
const SCROLL_SHARE = 0.1;

/** What to do with the choice of coin and interval outside this panel. */
export interface ChartHost {
  readonly wanted: (coin: string, interval: Interval) => void;
  readonly settingsChanged: () => void;
  readonly changed: () => void;
}

/** Price and, on it, what was liquidated. The chart's library is loaded after the first paint. */
export class ChartPanel {
  private readonly box = byId('chart');
  private readonly empty = byId('chart-empty');
  private readonly intervals: Choice<Interval>;
  private chart: IChartApi | null = null;
  private series: ISeriesApi<'Candlestick', Time> | null = null;
  private layer: LiquidationLayer | null = null;
  private candles: Candles | null = null;
  private source: string | null = null;
  private times: number[] = [];
  private last: Candle | null = null;
  private readonly fresh = new Map<number, Candle>();
  private loads = 0;
  /** Whether the past is there: until then what the stream brings is kept, not drawn. */
  private loaded = false;
  private hovered: { time: number } | null = null;

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly host: ChartHost,
  ) {
    this.intervals = new Choice(byId('intervals'), (interval) => {
      settings.interval = interval;
      host.settingsChanged();
      void this.choose();
    });
    this.intervals.show(INTERVALS.map((i) => [i, i] as const), this.interval);
    byId('chart-now').onclick = () => this.chart?.timeScale().scrollToRealTime();
    this.box.addEventListener('keydown', (event) => this.key(event));
  }

  /** Draws an empty chart; everything else may come before or after. */
  async start(): Promise<void> {
    const { createChart, CandlestickSeries, CrosshairMode } = await import('lightweight-charts');
    const palette = colours(['text', 'muted', 'line', 'long', 'short', 'candle-up', 'candle-down']);
    this.chart = createChart(this.box, {
      autoSize: true,
      layout: { background: { color: 'transparent' }, textColor: palette.muted, fontFamily: FONT, fontSize: smallPx(), attributionLogo: true },
      grid: { vertLines: { color: palette.line }, horzLines: { color: palette.line } },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.1, bottom: 0.22 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: true, rightOffset: 4, minBarSpacing: 1 },
      localization: { timeFormatter: (time: number) => `${dayAndTime(time * 1000)} UTC` },
    });
    this.series = this.chart.addSeries(CandlestickSeries, {});
    this.layer = new LiquidationLayer(
      () => ({
        times: this.times,
        bars: this.store.barsOf(this.coin).bars(this.interval),
        intervalS: INTERVAL_SECONDS[this.interval],
        knownFromS: this.store.knownFromMs === null ? null : this.store.knownFromMs / 1000,
      }),
      palette,
    );
    this.series.attachPrimitive(this.layer);
    this.themeChanged();
    this.chart.subscribeCrosshairMove((move: MouseEventParams<Time>) => {
      this.hovered = move.time === undefined ? null : { time: move.time as number };
      this.host.changed();
    });
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
      const away = (this.chart?.timeScale().scrollPosition() ?? 0) < -2;
      byId('chart-now').hidden = !away;
    });
    this.showAll();
  }

  /** Loads the candles of the coin and interval chosen, if these are not the ones shown. */
  async choose(): Promise<void> {
    if (this.candles?.coin !== this.coin || this.candles.interval !== this.interval) {
      await this.load();
    }
  }

  /** Loads the candles anew; those of the same coin and interval stay on the screen meanwhile. */
  async load(): Promise<void> {
    const before = this.candles;
    const candles = new Candles(this.coin, this.interval);
    if (candles.coin === '') {
      return;
    }
    this.intervals.show(INTERVALS.map((i) => [i, i] as const), candles.interval);
    this.candles = candles;
    this.fresh.clear();
    this.loaded = false;
    if (before?.coin !== candles.coin || before.interval !== candles.interval) {
      this.times = [];
      this.last = null;
      this.series?.setData([]);
      this.empty.hidden = false;
      setText(this.empty, 'Loading candles');
    }
    this.host.wanted(candles.coin, candles.interval);
    const load = ++this.loads;
    try {
      const page = await fetchCandles(candles.coin, candles.interval, CANDLES);
      if (load === this.loads) {
        this.source = page.source;
        candles.load(page.items);
        this.loaded = true;
        this.showAll();
      }
    } catch (error) {
      // Without its past the chart goes on with what comes.
      if (load === this.loads) {
        this.loaded = true;
        setText(this.empty, 'Candles could not be loaded');
      }
      throw error;
    }
  }

  take(items: readonly NamedCandle[]): void {
    for (const candle of items) {
      if (this.candles?.take(candle) === true) {
        this.fresh.set(candle.time, candle);
        this.source = candle.source;
      }
    }
  }

  themeChanged(): void {
    const palette = colours(['text', 'muted', 'line', 'grid', 'long', 'short', 'candle-up', 'candle-down', 'panel']);
    this.chart?.applyOptions({
      layout: { textColor: palette.muted },
      grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
      crosshair: { vertLine: { labelBackgroundColor: palette['candle-down'] }, horzLine: { labelBackgroundColor: palette['candle-down'] } },
    });
    this.series?.applyOptions({
      upColor: palette.panel,
      borderUpColor: palette['candle-up'],
      wickUpColor: palette['candle-up'],
      downColor: palette['candle-down'],
      borderDownColor: palette['candle-down'],
      wickDownColor: palette['candle-down'],
      priceLineColor: palette.muted,
    });
    this.layer?.setColours(palette);
  }

  paint(): void {
    if (this.series !== null && this.loaded && this.fresh.size > 0) {
      const fresh = [...this.fresh.values()].sort((a, b) => a.time - b.time);
      this.fresh.clear();
      const lastTime = this.times[this.times.length - 1] ?? 0;
      if (this.times.length === 0 || fresh[0]!.time < lastTime || this.times.length > CANDLES_MAX) {
        this.showAll();
      } else {
        for (const candle of fresh) {
          this.series.update({ ...candle, time: candle.time as UTCTimestamp });
          if (this.times[this.times.length - 1] !== candle.time) {
            this.times.push(candle.time);
          }
        }
        this.last = fresh[fresh.length - 1]!;
      }
    }
    this.layer?.redraw();
    this.paintLegend();
  }

  /** Once a second: the names around the chart. */
  tick(state: State | null): void {
    if (state === null) {
      return;
    }
    setText(byId('chart-title'), `${this.coin} price and liquidations, USD`);
    this.paintKey();
    if (this.last !== null) {
      setAttribute(
        this.box,
        'aria-label',
        `Price chart of ${this.coin}, candles of ${this.interval}, last ${price(this.last.close)} USD. Arrow keys scroll, plus and minus zoom, End returns to now.`,
      );
    }
  }

  private get coin(): string {
    const coins = this.store.state?.coins ?? [];
    return this.settings.coin === ALL ? (coins.includes('BTC') ? 'BTC' : (coins[0] ?? '')) : this.settings.coin;
  }

  /** What was chosen, or a candle that lasts some seconds for who looks. */
  private get interval(): Interval {
    const speed = this.store.state?.speed ?? 1;
    return this.settings.interval ?? (speed < 5 ? '10s' : speed < 30 ? '1m' : '5m');
  }

  private showAll(): void {
    if (this.series === null || this.candles === null || this.chart === null || !this.loaded) {
      return;
    }
    const was = this.times.length;
    const all = this.candles.all().slice(-CANDLES_MAX / 2);
    this.fresh.clear();
    this.times = all.map((candle) => candle.time);
    this.last = all[all.length - 1] ?? null;
    const size = this.last?.close ?? 1;
    this.series.applyOptions({ priceFormat: { type: 'custom', formatter: price, minMove: 10 ** (Math.floor(Math.log10(size)) - 5) } });
    this.series.setData(all.map((candle) => ({ ...candle, time: candle.time as UTCTimestamp })));
    if (was === 0 && all.length > 0) {
      this.chart.timeScale().setVisibleLogicalRange({ from: all.length - Math.min(SHOWN_MAX, this.box.clientWidth / CANDLE_PX), to: all.length + 4 });
    }
    this.empty.hidden = all.length > 0;
    setText(this.empty, 'No candle yet: no price was heard');
    this.host.changed();
  }

  private paintLegend(): void {
    const candle = this.hovered === null ? this.last : (this.candles?.at(this.hovered.time) ?? null);
    if (candle === null) {
      setText(byId('legend-price'), '');
      setText(byId('legend-sums'), '');
      return;
    }
    const bar = this.store.barsOf(this.coin).bars(this.interval).get(candle.time);
    const known = this.store.knownFromMs !== null && candle.time * 1000 + INTERVAL_SECONDS[this.interval] * 1000 > this.store.knownFromMs;
    const sums =
      bar !== undefined
        ? `longs ${usd(bar.longUsd)} USD in ${bar.longCount}, shorts ${usd(bar.shortUsd)} USD in ${bar.shortCount}`
        : known
          ? 'nothing liquidated'
          : 'liquidations not loaded';
    setText(
      byId('legend-price'),
      `${timeOfDay(candle.time * 1000)}  O ${price(candle.open)}  H ${price(candle.high)}  L ${price(candle.low)}  C ${price(candle.close)}`,
    );
    setText(byId('legend-sums'), sums);
  }

  private paintKey(): void {
    const key = byId('chart-key');
    const source = this.source === null || this.source === '' ? 'price source not known' : `price of ${sourceName(this.source)}`;
    const from = this.store.knownFromMs === null ? 'none loaded yet' : `from ${timeOfDay(this.store.knownFromMs)}`;
    const words = `${source}; liquidations of all venues ${from}`;
    const width = this.box.clientWidth;
    const reference = this.layer?.referenceUsd() ?? 1e6;
    const is = `${words} ${width} ${reference}`;
    if (key.dataset['is'] === is) {
      return;
    }
    key.dataset['is'] = is;
    const bubble = (side: string, amount: number, label: string) => {
      const dot = make('i', `dot ${side}`);
      dot.style.width = dot.style.height = `${2 * bubbleRadius(amount, reference, width)}px`;
      return make('span', 'key', dot, label);
    };
    key.replaceChildren(
      make('span', 'key-words', words),
      bubble('long', reference / 10, `long ${round(reference / 10)}`),
      bubble('short', reference / 10, `short ${round(reference / 10)}`),
      bubble('long', reference, `${round(reference)} USD`),
      bubble('long dashed', reference / 10, 'bankruptcy price, not a trade'),
    );
  }

  private key(event: KeyboardEvent): void {
    const scale = this.chart?.timeScale();
    const range = scale?.getVisibleLogicalRange();
    if (scale === undefined || range === null || range === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const width = range.to - range.from;
    const show = (from: number, to: number) => scale.setVisibleLogicalRange({ from: from as Logical, to: to as Logical });
    switch (event.key) {
      case 'ArrowLeft':
        show(range.from - width * SCROLL_SHARE, range.to - width * SCROLL_SHARE);
        break;
      case 'ArrowRight':
        show(range.from + width * SCROLL_SHARE, range.to + width * SCROLL_SHARE);
        break;
      case '+':
      case '=':
        show(range.from + width * SCROLL_SHARE, range.to);
        break;
      case '-':
        show(range.from - width * SCROLL_SHARE, range.to);
        break;
      case 'End':
        scale.scrollToRealTime();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A round sum without its zeros: `10 M`. */
const round = (amount: number): string => usd(amount).replace(/\.0+ /, ' ');

/** A source as the server names it, `binance-usdm BTCUSDT`, with the venue's name. */
function sourceName(source: string): string {
  const [venue = '', ...symbol] = source.split(' ');
  return [venueName(venue), ...symbol].join(' ');
}

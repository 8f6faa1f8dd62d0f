/** A made-up market for the development of the page: prices that fall, and what that liquidates. */

const COINS = [
  ['BTC', 66_200, 0.44], ['ETH', 1_960, 0.25], ['SOL', 81.5, 0.1], ['XRP', 1.31, 0.07],
  ['HYPE', 32.4, 0.05], ['DOGE', 0.0952, 0.04], ['BNB', 642, 0.03], ['PEPE', 0.00000371, 0.02],
];
const VENUES = [
  ['binance-usdm', 0.4, 'FILL', 'SAMPLED', 'the last order of a symbol in each second'],
  ['bybit', 0.35, 'BANKRUPTCY', 'COMPLETE', 'all orders, since 2025-02-20'],
  ['okx', 0.25, 'BANKRUPTCY', 'SAMPLED', 'the venue says that it leaves orders out'],
];
const INTERVALS = { '1s': 1, '10s': 10, '1m': 60, '5m': 300, '1h': 3600 };
const KEPT_CANDLES = 1_500;
const HISTORY_MINUTES = 24 * 60;
const HISTORY_USD_PER_MINUTE = 1_700_000;

/** Numbers in [0, 1) from a seed: mulberry32. */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class MockMarket {
  constructor(seed, nowMs) {
    this.random = randomOf(seed);
    this.nextId = 1;
    this.orders = [];
    this.minutes = new Map();
    this.candles = new Map();
    this.changed = new Map();
    this.prices = new Map(COINS.map(([coin, price]) => [coin, price * 1.15]));
    this.trend = 0;
    this.beganMs = nowMs;
    this.truth = new Map();
    this.largest = [];
    this.past(nowMs);
  }

  coins() { return COINS.map(([coin]) => coin); }
  venues() { return VENUES.map(([venue]) => venue); }

  /** Lets the prices walk to a time and answers the candles that changed. */
  walk(nowMs, stepS) {
    if (this.random() < 0.02) { this.trend = (this.random() - 0.58) * 0.9; }
    for (const [coin] of COINS) {
      const noise = (this.random() + this.random() + this.random() - 1.5) * 0.00035 * Math.sqrt(stepS);
      const price = this.prices.get(coin) * Math.exp(noise + this.trend * 0.00006 * stepS);
      this.prices.set(coin, price);
      for (const [interval, width] of Object.entries(INTERVALS)) {
        this.candle(coin, interval, Math.floor(nowMs / 1000 / width) * width, price);
      }
    }
  }

  candle(coin, interval, time, price) {
    const key = `${coin} ${interval}`;
    let candles = this.candles.get(key);
    if (candles === undefined) { this.candles.set(key, (candles = [])); }
    let last = candles[candles.length - 1];
    if (last === undefined || last.time < time) {
      last = { time, open: last?.close ?? price, high: price, low: price, close: price };
      candles.push(last);
      if (candles.length > 2 * KEPT_CANDLES) { candles.splice(0, candles.length - KEPT_CANDLES); }
    }
    last.high = Math.max(last.high, price);
    last.low = Math.min(last.low, price);
    last.close = price;
    this.changed.set(key, { coin, interval, ...last });
  }

  takeChanged() {
    const changed = [...this.changed.values()];
    this.changed.clear();
    return changed;
  }

  /** One more liquidation. */
  liquidate(nowMs, scale = 1) {
    const coin = pick(COINS, 2, this.random())[0];
    const [venue, , priceKind, completeness] = pick(VENUES, 1, this.random());
    const isLong = this.random() < 0.8 - this.trend * 0.35;
    const usd = Math.min(3e7, 60 * scale * Math.exp(Math.abs(gauss(this.random)) * 2.6 + this.random() * 4));
    const beyond = priceKind === 'BANKRUPTCY' ? 0.002 + this.random() * 0.004 : (this.random() - 0.5) * 0.0004;
    const price = this.prices.get(coin) * (1 + (isLong ? -beyond : beyond));
    const order = {
      id: `${this.nextId++}`,
      at: iso(nowMs), venue, symbol: venue === 'okx' ? `${coin}-USDT-SWAP` : `${coin}USDT`, coin,
      closedSide: isLong ? 'long' : 'short', quantity: (usd / price).toFixed(6), price: price.toFixed(price < 0.001 ? 12 : 4),
      priceKind, usd: usd.toFixed(6), completeness,
    };
    this.count(nowMs, venue, coin, isLong, usd, 1, completeness === 'SAMPLED' ? 1.6 : 1);
    this.orders.push(order);
    if (this.orders.length > 30_000) { this.orders.splice(0, 10_000); }
    this.largest.push(order);
    if (this.largest.length > 400) { this.largest = this.largest.sort((a, b) => b.usd - a.usd).slice(0, 50); }
    return order;
  }

  count(nowMs, venue, coin, isLong, usd, n, hidden) {
    const minute = Math.floor(nowMs / 60_000);
    let cells = this.minutes.get(minute);
    if (cells === undefined) { this.minutes.set(minute, (cells = new Map())); }
    add(cells, `${venue} ${coin}`, isLong, usd, n);
    add(this.truth, `${venue} wire`, isLong, usd, n);
    add(this.truth, `${venue} economic`, isLong, usd * hidden, Math.round(n * hidden));
  }

  totals(nowMs, hours, gaps) {
    const from = Math.floor(nowMs / 60_000) - hours * 60;
    const all = zero();
    const byCoin = new Map();
    const byVenue = new Map();
    for (const [minute, cells] of this.minutes) {
      if (minute > from) {
        for (const [key, cell] of cells) {
          const [venue, coin] = key.split(' ');
          merge(all, cell);
          merge(at(byCoin, coin), cell);
          merge(at(byVenue, venue), cell);
        }
      }
    }
    const largest = this.largest.filter((o) => Date.parse(o.at) > nowMs - hours * 3_600_000).sort((a, b) => b.usd - a.usd)[0];
    const value = (2 * all.longUsd) / (all.longUsd + all.shortUsd) - 1;
    return {
      at: iso(nowMs), kind: 'observed', ...show(all),
      longShare: all.longUsd / (all.longUsd + all.shortUsd),
      oneSidedness: { value, low: Math.max(-1, value - 0.06), high: Math.min(1, value + 0.05), confidence: 0.95, bursts: 341, effectiveBursts: 88.2, kind: 'estimated' },
      largest: largest === undefined ? null : { venue: largest.venue, symbol: largest.symbol, coin: largest.coin, closedSide: largest.closedSide.toUpperCase(), usd: largest.usd, priceKind: largest.priceKind, time: largest.at, completeness: largest.completeness, fills: 1 },
      byCoin: Object.fromEntries([...byCoin].map(([k, v]) => [k, show(v)])),
      byVenue: Object.fromEntries([...byVenue].map(([k, v]) => [k, show(v)])),
      withoutData: ['hyperliquid'],
      coverage: {
        timeShare: 0.748, completeFeedShare: 0.31,
        universe: { name: 'published', date: '2026-11-01', venues: [...this.venues(), 'hyperliquid'] },
        venues: [
          ...VENUES.map(([venue, , , completeness, rule], i) => ({ venue, timeShare: 0.998 - 0.004 * i, completeness, rule, ruleSource: 'docs/reference/venues.md' })),
          { venue: 'hyperliquid', timeShare: 0, completeness: 'UNKNOWN', rule: 'no public feed', ruleSource: '' },
        ],
        gaps: gaps.slice(0, 5),
      },
      range: { observed: show(all).total.usd, upper: null, reason: 'not every feed is complete' },
      assumptions: ['USDT, USDC and USD count one to one'],
    };
  }

  truths(kind) {
    return Object.fromEntries(this.venues().map((venue) => [venue, show(this.truth.get(`${venue} ${kind}`) ?? zero())]));
  }

  past(nowMs) {
    for (let m = HISTORY_MINUTES; m > 60; m--) {
      const then = nowMs - m * 60_000;
      const fall = m > 500 && m < 760 ? 1 : 0;
      this.trend = fall ? -0.25 : (this.random() - 0.5) * 0.2;
      for (let s = 0; s < 6; s++) { this.walk(then + s * 10_000, 10); }
      for (const [coin, , weight] of COINS) {
        for (const [venue, part, , completeness] of VENUES) {
          const amount = HISTORY_USD_PER_MINUTE * weight * part * (0.2 + this.random() + fall * 4);
          const hidden = completeness === 'SAMPLED' ? 1.6 : 1;
          this.count(then, venue, coin, true, amount * 0.82, 3, hidden);
          this.count(then, venue, coin, false, amount * 0.18, 1, hidden);
        }
      }
    }
    for (let s = 3_600; s > 0; s--) {
      const then = nowMs - s * 1_000;
      this.walk(then, 1);
      if (this.random() < 0.9) { this.liquidate(then); }
    }
    this.changed.clear();
  }
}

const iso = (ms) => new Date(ms).toISOString();
const zero = () => ({ longUsd: 0, shortUsd: 0, longCount: 0, shortCount: 0 });
const at = (map, key) => { if (!map.has(key)) { map.set(key, zero()); } return map.get(key); };

function add(map, key, isLong, usd, n) {
  const cell = at(map, key);
  if (isLong) { cell.longUsd += usd; cell.longCount += n; } else { cell.shortUsd += usd; cell.shortCount += n; }
}

function merge(into, cell) {
  into.longUsd += cell.longUsd;
  into.shortUsd += cell.shortUsd;
  into.longCount += cell.longCount;
  into.shortCount += cell.shortCount;
}

export function show(cell) {
  return {
    long: { count: cell.longCount, usd: cell.longUsd.toFixed(6) },
    short: { count: cell.shortCount, usd: cell.shortUsd.toFixed(6) },
    total: { count: cell.longCount + cell.shortCount, usd: (cell.longUsd + cell.shortUsd).toFixed(6) },
  };
}

function pick(rows, column, at) {
  let left = at;
  for (const row of rows) {
    left -= row[column];
    if (left < 0) { return row; }
  }
  return rows[rows.length - 1];
}

const gauss = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

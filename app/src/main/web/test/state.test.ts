import { describe, expect, it } from 'vitest';
import type { Liquidation, State } from '../src/api';
import { bubblePrice } from '../src/bars';
import { Candles, ClassRate, Store } from '../src/state';

const T0 = Date.parse('2026-02-05T21:15:00Z');

function order(id: number, afterMs: number, usd: string, more: Partial<Liquidation> = {}): Liquidation {
  return {
    id,
    at: new Date(T0 + afterMs).toISOString(),
    venue: 'bybit',
    symbol: 'BTCUSDT',
    coin: 'BTC',
    closedSide: 'long',
    quantity: '1',
    price: '60000',
    priceKind: 'FILL',
    usd,
    completeness: 'COMPLETE',
    ...more,
  };
}

const all = () => true;

describe('the store', () => {
  it('knows a liquidation that comes by the stream and by REST, in either order', () => {
    const store = new Store();
    expect(store.takeLive([order(3, 300, '5')], 0).length).toBe(1);
    expect(store.takePast([order(3, 300, '5'), order(2, 200, '7'), order(1, 100, '9')])).toBe(2);
    expect(store.takeLive([order(2, 200, '7'), order(4, 400, '1')], 0).map((o) => o.id)).toEqual([4]);
    expect(store.newest(0, all, 10).map((o) => o.id)).toEqual([4, 3, 2, 1]);
    expect(store.barsOf('BTC').bars('1s').get(T0 / 1000)?.longUsd).toBe(22);
  });

  it('keeps large orders whatever number of small ones comes', () => {
    const store = new Store();
    store.takeLive([order(0, 0, '2500000')], 0);
    for (let id = 1; id <= 20_000; id++) {
      store.takeLive([order(id, id, '5')], 0);
    }
    expect(store.newest(4, all, 10).map((o) => o.id)).toEqual([0]);
    expect(store.newest(0, all, 100_000).length).toBeLessThan(1_300);
  });

  it('knows from when on it knows', () => {
    const store = new Store();
    expect(store.knownFromMs).toBeNull();
    store.takeLive([order(9, 900, '5')], 0);
    expect(store.knownFromMs).toBe(T0 + 900);
    // An order told late says nothing of those before it; a page of the past does.
    store.takeLive([order(10, 500, '5')], 0);
    expect(store.knownFromMs).toBe(T0 + 900);
    store.takePast([order(8, 800, '5'), order(7, 700, '5')]);
    expect(store.knownFromMs).toBe(T0 + 700);
  });

  it('knows a market in which nothing happened, but not one that nobody listened to', () => {
    const state = (total: object | null) =>
      ({ at: new Date(T0).toISOString(), speed: 1, feeds: [], totals: { '24h': { total } } }) as unknown as State;
    const store = new Store();
    store.takeState(state(null), 0);
    store.takePast([]);
    expect(store.knownFromMs).toBeNull();
    store.takeState(state({ count: 0, usd: '0' }), 0);
    store.takePast([]);
    expect(store.knownFromMs).toBe(T0);
  });

  it('forgets all in another run, ids too', () => {
    const store = new Store();
    store.takeLive([order(1, 0, '5')], 0);
    store.reset();
    expect(store.newest(0, all, 10)).toEqual([]);
    expect(store.barsOf('BTC').bars('1s').size).toBe(0);
    expect(store.takeLive([order(1, 0, '5')], 0).length).toBe(1);
  });

  it('holds the latest state and goes on with the clock of the run', () => {
    const store = new Store();
    const state = (afterMs: number, messages: number) =>
      ({ at: new Date(T0 + afterMs).toISOString(), speed: 100, feeds: [{ protocol: 'okx-swap', messages }] }) as unknown as State;
    store.takeState(state(100_000, 500), 1_000);
    store.takeState(state(0, 1), 1_500);
    expect(store.runNowMs(3_000)).toBe(T0 + 300_000);
    store.takeState(state(200_000, 900), 2_000);
    expect(store.messageRate.get('okx-swap')).toBe(400);
  });
});

describe('bars', () => {
  it('part by side, by band of price and by whether the price traded', () => {
    const store = new Store();
    store.takeLive(
      [
        order(1, 0, '100', { price: '60000' }),
        order(2, 10, '300', { price: '60004' }),
        order(3, 20, '50', { price: '60000', priceKind: 'BANKRUPTCY' }),
        order(4, 30, '20', { price: '60000', closedSide: 'short' }),
        order(5, 40, '70', { price: '59000' }),
      ],
      0,
    );
    const bar = store.barsOf('BTC').bars('1m').get(T0 / 1000)!;
    expect([bar.longUsd, bar.longCount, bar.shortUsd, bar.shortCount]).toEqual([520, 4, 20, 1]);
    const bubbles = [...bar.bubbles.values()];
    expect(bubbles.length).toBe(4);
    expect(bubbles.reduce((sum, bubble) => sum + bubble.usd, 0)).toBe(540);
    expect(bubblePrice(bubbles[0]!)).toBe(60_003);
    expect(bubbles.filter((bubble) => !bubble.traded).map((bubble) => bubble.usd)).toEqual([50]);
  });

  it('are bounded: the oldest go, and what is older is not taken', () => {
    const store = new Store();
    for (let s = 0; s < 1_500; s++) {
      store.takeLive([order(s, s * 1_000, '1')], 0);
    }
    const bars = store.barsOf('BTC').bars('1s');
    expect(bars.size).toBe(1_000);
    expect(Math.min(...bars.keys())).toBe(T0 / 1000 + 500);
    store.takePast([order(9_999, 0, '1')]);
    expect([bars.size, Math.min(...bars.keys())]).toEqual([1_000, T0 / 1000 + 500]);
    expect(store.barsOf('BTC').bars('1m').get(T0 / 1000)!.longUsd).toBe(61);
  });
});

it('candles of the stream win over those loaded, whichever comes first', () => {
  const candles = new Candles('BTC', '10s');
  const at = (time: number, close: number) => ({ time, open: 1, high: 9, low: 1, close });
  expect(candles.take({ coin: 'BTC', source: 'bybit BTCUSDT, trades', interval: '10s', ...at(20, 5) })).toBe(true);
  expect(candles.take({ coin: 'ETH', source: 'bybit ETHUSDT, trades', interval: '10s', ...at(20, 7) })).toBe(false);
  candles.load([at(20, 4), at(10, 3)]);
  expect(candles.all().map((candle) => [candle.time, candle.close])).toEqual([
    [10, 3],
    [20, 5],
  ]);
});

it('rates are a mean of whole seconds, and fall to zero when nothing comes', () => {
  const rate = new ClassRate();
  for (let ms = 0; ms < 5_000; ms += 100) {
    rate.add(2, 10_000 + ms);
  }
  expect(rate.perSecond(15_000)[2]).toBe(10);
  expect(rate.perSecond(17_000)[2]).toBe(6);
  expect(rate.perSecond(60_000)[2]).toBe(0);
});

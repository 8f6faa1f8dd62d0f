import { describe, expect, it } from 'vitest';
import type { State, Totals } from '../src/api';
import { groupGaps, healthOf, stateOf } from '../src/panels/feeds';
import { coverageText, pace, sumsOf } from '../src/panels/totals';

const sum = (usd: string) => ({ count: 1, usd });
const venue = (code: string, timeShare: number, completeness: string) => ({ venue: code, timeShare, completeness, rule: '' });

const totals: Totals = {
  long: sum('800'),
  short: sum('200'),
  total: sum('1000'),
  byCoin: { BTC: { long: sum('700'), short: sum('100'), total: sum('800') } },
  withoutData: ['hyperliquid'],
  coverage: {
    timeShare: 0.748,
    completeFeedShare: 0.31,
    venues: [venue('binance-usdm', 0.998, 'SAMPLED'), venue('bybit', 1, 'COMPLETE'), venue('okx', 0.99, 'SAMPLED'), venue('hyperliquid', 0, 'UNKNOWN')],
    gaps: [],
  },
};
const silent: Totals = { ...totals, long: null, short: null, total: null, notObserved: 'nobody listened' };

it('no data is never zero, and a coin that was not liquidated is', () => {
  expect(sumsOf(silent, 'ALL')).toBeNull();
  expect(sumsOf(silent, 'BTC')).toBeNull();
  expect(sumsOf(totals, 'BTC')?.total.usd).toBe('800');
  expect(sumsOf(totals, 'ETH')?.total).toEqual({ count: 0, usd: '0' });
});

it('says beside a total what it leaves out', () => {
  expect(coverageText(totals)).toBe(
    'Heard: 74.8 % of the time at 4 venues; floor on Binance USD-M and OKX; 31.0 % of open interest at complete feeds; no data from Hyperliquid.',
  );
});

describe('the pace', () => {
  const state = (hour: Totals, day: Totals) => ({ totals: { '1h': hour, '24h': day } }) as unknown as State;

  it('compares the last hour with the mean hour of the day', () => {
    expect(pace(state({ ...totals, total: sum('100') }, totals), 'ALL')).toBe('Last hour: 2.4 times the day’s mean hour');
  });

  it('is not told of a day that was hardly heard', () => {
    const hardly = { ...totals, coverage: { ...totals.coverage, venues: [venue('bybit', 0.2, 'COMPLETE')] } };
    expect(pace(state(totals, hardly), 'ALL')).toBe('Last hour against the day: not known, 20.0 % of the day was heard');
    expect(pace(state(silent, totals), 'ALL')).toBe('Pace of the last hour: no data');
  });
});

it('a feed is well only while every channel of it is heard', () => {
  const feed = (phase: string, connection: string, channel: string) => {
    const made = { phase, connections: [{ state: connection }], channels: [{ state: channel }] } as unknown as Parameters<typeof healthOf>[0];
    return `${healthOf(made)}: ${stateOf(made)}`;
  };
  expect(feed('listening', 'live', 'listening')).toBe('good: listening');
  expect(feed('LISTENING', 'LIVE', 'LISTENING')).toBe('good: listening');
  expect(feed('listening', 'live', 'silent')).toBe('warn: partly heard');
  expect(feed('catalogue', 'waiting', 'waiting')).toBe('warn: catalogue');
  expect(feed('listening', 'connecting', 'listening')).toBe('bad: not connected');
  expect(feed('listening', 'live', 'lost')).toBe('bad: channel lost');
  expect(feed('stopped', 'live', 'listening')).toBe('bad: stopped');
});

it('gaps of one channel at one time stand together, newest first', () => {
  const gap = (symbol: string, from: string, to: string | null, reason: string) => ({ venue: 'okx', channel: 'trades', symbol, from, to, reason });
  const groups = groupGaps([
    gap('BTC', '2030-01-01T00:00:04.1Z', null, 'silent'),
    gap('ETH', '2030-01-01T00:00:04.2Z', null, 'silent'),
    gap('ETH', '2030-01-01T00:00:04.2Z', '2030-01-01T00:00:09Z', 'silent'),
    gap('SOL', '2030-01-01T00:00:07Z', null, 'silent'),
    gap('XRP', '2030-01-01T00:00:04.2Z', null, 'lost'),
  ]);
  expect(groups.map((group) => group.symbols)).toEqual([['SOL'], ['ETH', 'BTC'], ['ETH'], ['XRP']]);
});

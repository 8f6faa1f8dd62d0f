import { expect, it } from 'vitest';
import { ago, count, duration, exact, latency, list, percent, price, usd, venueName, venueShort } from '../src/format';

/** Rows of input and expected text. */
function check<T>(format: (value: T) => string, rows: readonly (readonly [T, string])[]): void {
  expect(rows.map(([value]) => format(value))).toEqual(rows.map(([, text]) => text));
}

it('shows dollars to three figures, the unit chosen after rounding', () => {
  check(usd, [
    [0, '0'],
    [0.4, '0.40'],
    [812, '812'],
    [999.4, '999'],
    [999.6, '1.00 K'],
    [1_000, '1.00 K'],
    [18_349, '18.3 K'],
    [99_949, '99.9 K'],
    [99_951, '100 K'],
    [999_499, '999 K'],
    [999_500, '1.00 M'],
    [466_000_000, '466 M'],
    [2_140_000_000, '2.14 B'],
    [1_500_000_000_000, '1.50 T'],
    [-2_500, '-2.50 K'],
  ]);
});

it('never rounds a share to all or to nothing', () => {
  check(percent, [
    [0, '0 %'],
    [0.0004, '< 0.1 %'],
    [0.005, '0.5 %'],
    [0.821, '82.1 %'],
    [0.9994, '99.9 %'],
    [0.9999, '> 99.9 %'],
    [1, '100 %'],
  ]);
});

it('keeps exact decimals as they came', () => {
  expect(exact('2140123456.789999', 2)).toBe('2,140,123,456.78');
  expect(exact('812', 2)).toBe('812');
  expect(exact('90071992547409931.000001', 6)).toBe('90,071,992,547,409,931.000001');
});

it('gives a price the decimals that its size needs', () => {
  check(price, [
    [60_123.44, '60,123.4'],
    [1_741.256, '1,741.26'],
    [81.50256, '81.5026'],
    [0.0952341, '0.09523'],
    [0.00000371234, '0.000003712'],
    [0, '0'],
  ]);
});

it('tells lengths of time in two units', () => {
  check(duration, [
    [-5, '0 ms'],
    [850, '850 ms'],
    [12_900, '12 s'],
    [60_000, '1 min'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [86_400_000 * 4 + 7_200_000, '4 d 2 h'],
  ]);
  check(latency, [
    [38.4, '38 ms'],
    [-12, '−12 ms'],
    [9_999, '9,999 ms'],
    [160_175, '2 min 40 s'],
    [-60_000, '−1 min'],
  ]);
  expect(ago(300)).toBe('now');
  expect(ago(4_000)).toBe('4 s ago');
});

it('names venues, and shows the code of those it does not know', () => {
  check(venueName, [
    ['binance-usdm', 'Binance USD-M'],
    ['okx', 'OKX'],
    ['new-venue', 'new-venue'],
  ]);
  expect(venueShort('binance-usdm')).toBe('Binance');
  expect(venueShort('binance-coinm')).toBe('Binance coin');
  expect(list(['A', 'B', 'C'])).toBe('A, B and C');
  expect(list(['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C and 2 more');
  expect(count(14_203)).toBe('14,203');
});

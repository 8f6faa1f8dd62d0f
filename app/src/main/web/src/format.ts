/** Numbers, times and names as people read them. Locale-free: the same page everywhere. */

const UNITS: readonly [number, string][] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

/** Dollars to three figures: `2.14 B`, `466 M`, `18.3 K`, `812`. The unit USD stands beside it. */
export function usd(amount: number): string {
  const size = Math.abs(amount);
  // 999,950 is 1.00 M, not 1000 K: the unit is chosen by the rounded number.
  for (const [unit, letter] of UNITS) {
    if (size >= unit * 0.9995) {
      return `${threeFigures(amount / unit)} ${letter}`;
    }
  }
  return size >= 1 || size === 0 ? amount.toFixed(0) : amount.toFixed(2);
}

function threeFigures(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

/** A whole number with thousands apart: `14,203`. */
export function count(value: number): string {
  return grouped(Math.round(value).toFixed(0));
}

/** An exact decimal text with thousands apart and at most `decimals` decimals, cut, never rounded up. */
export function exact(decimal: string, decimals: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const kept = fraction.slice(0, decimals);
  return grouped(whole) + (kept === '' ? '' : `.${kept}`);
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A price with as many decimals as its size needs: `60,123.4`, `1.2346`, `0.00001234`. */
export function price(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 10_000 ? 1 : size >= 100 ? 2 : size >= 1 ? 4 : size === 0 ? 0 : 3 - Math.floor(Math.log10(size));
  return exact(value.toFixed(Math.min(decimals, 10)), 10);
}

/** A share as per cent; what is not all is never shown as 100 %, and what is something never as 0 %. */
export function percent(share: number): string {
  const value = share * 100;
  if (share > 0 && value < 0.05) {
    return '< 0.1 %';
  }
  if (share < 1 && value >= 99.95) {
    return '> 99.9 %';
  }
  return `${value.toFixed(share === 1 || share === 0 ? 0 : 1)} %`;
}

/** Time of day in UTC: `21:15:04`. */
export const timeOfDay = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

/** Day and time in UTC: `2026-02-05 21:15:04`. */
export const dayAndTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** A length of time in its two largest units: `850 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`, `4 d 2 h`. */
export function duration(ms: number): string {
  if (ms < 1000) {
    return `${Math.max(0, Math.round(ms))} ms`;
  }
  const s = Math.floor(ms / 1000);
  if (s < 60) {
    return `${s} s`;
  }
  const parts: readonly [number, string][] = [
    [Math.floor(s / 86_400), 'd'],
    [Math.floor(s / 3600) % 24, 'h'],
    [Math.floor(s / 60) % 60, 'min'],
    [s % 60, 's'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

/** A delay in whole milliseconds, from ten seconds on in larger units; below zero where clocks differ. */
export const latency = (ms: number): string => (Math.abs(ms) < 10_000 ? `${count(ms).replace('-', '−')} ms` : `${ms < 0 ? '−' : ''}${duration(Math.abs(ms))}`);

/** How long ago; below a second it is now. */
export const ago = (ms: number): string => (ms < 1000 ? 'now' : `${duration(ms)} ago`);

const VENUES: Readonly<Record<string, string>> = {
  'binance-usdm': 'Binance USD-M',
  'binance-coinm': 'Binance COIN-M',
  'binance-spot': 'Binance spot',
  bybit: 'Bybit',
  'bybit-spot': 'Bybit spot',
  okx: 'OKX',
  'okx-spot': 'OKX spot',
  bitget: 'Bitget',
  bitmex: 'BitMEX',
  bitfinex: 'Bitfinex',
  coinbase: 'Coinbase',
  deribit: 'Deribit',
  dydx: 'dYdX',
  gate: 'Gate',
  htx: 'HTX',
  hyperliquid: 'Hyperliquid',
  kraken: 'Kraken',
  'kraken-futures': 'Kraken Futures',
};

/** A venue's name; its code where the page knows none. */
export const venueName = (code: string): string => VENUES[code] ?? code;

/** The shortest name that tells a venue's markets apart, for narrow columns. */
export const venueShort = (code: string): string => venueName(code).replace(' USD-M', '').replace('COIN-M', 'coin');

/** `A`, `A and B`, `A, B and C`; past `limit` the rest is counted. */
export function list(names: readonly string[], limit = 4): string {
  if (names.length > limit) {
    return `${names.slice(0, limit - 1).join(', ')} and ${names.length - limit + 1} more`;
  }
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

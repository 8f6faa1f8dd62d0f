/** Size classes of liquidations by USD: the bigger, the louder. */
export const CLASS_FROM_USD: readonly number[] = [0, 1_000, 10_000, 100_000, 1_000_000];
export const CLASS_NAMES: readonly string[] = ['all', '1 K', '10 K', '100 K', '1 M'];

/** The class of an order: 0 below a thousand dollars, 4 from a million. */
export function sizeClass(usd: number): number {
  let at = 0;
  while (at + 1 < CLASS_FROM_USD.length && usd >= CLASS_FROM_USD[at + 1]!) {
    at++;
  }
  return at;
}

/** Rows a second that a person can follow. */
const READABLE_PER_SECOND = 6;
/** A smaller class comes back only when it would be this slow: the tape must not flap. */
const CALM_PER_SECOND = 4;

/**
 * The smallest class from which on no more orders come than a person can read.
 *
 * `perSecond` has the rate of each class; `current` is what is shown now.
 */
export function readableClass(perSecond: readonly number[], current: number): number {
  const shown = (from: number) => perSecond.slice(from).reduce((sum, rate) => sum + rate, 0);
  let at = current;
  while (at + 1 < perSecond.length && shown(at) > READABLE_PER_SECOND) {
    at++;
  }
  return at === current && at > 0 && shown(at - 1) <= CALM_PER_SECOND ? at - 1 : at;
}

/** Pixels of radius of the reference. */
const REFERENCE_PX = 15;
const RADIUS_MIN_PX = 1.5;
const RADIUS_MAX_PX = 36;
/** Pixels of width from which on a chart shows bubbles at full size. */
const FULL_WIDTH_PX = 900;
/** References are powers of ten from here on: below, all is dust. */
const REFERENCE_MIN_USD = 10_000;

/** The power of ten of dollars that bubbles are held against, so that the largest of them still fits. */
export function bubbleReference(largestUsd: number): number {
  const fits = largestUsd / (RADIUS_MAX_PX / REFERENCE_PX) ** 2;
  return fits <= REFERENCE_MIN_USD ? REFERENCE_MIN_USD : 10 ** Math.ceil(Math.log10(fits));
}

/**
 * Radius of a bubble in CSS pixels, on a chart of a width: its area goes by USD, so that twice the money
 * looks like twice as much. On narrow charts all bubbles are smaller alike.
 */
export function bubbleRadius(usd: number, referenceUsd: number, chartWidth: number): number {
  const scale = Math.min(1, 0.4 + (0.6 * chartWidth) / FULL_WIDTH_PX);
  return Math.min(RADIUS_MAX_PX * scale, Math.max(RADIUS_MIN_PX, scale * REFERENCE_PX * Math.sqrt(usd / referenceUsd)));
}

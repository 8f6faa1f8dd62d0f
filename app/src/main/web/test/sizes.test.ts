import { describe, expect, it } from 'vitest';
import { bubbleRadius, bubbleReference, readableClass, sizeClass } from '../src/sizes';

it('puts an order on a boundary into the larger class', () => {
  expect([0, 999.99, 1_000, 9_999, 10_000, 99_999, 100_000, 999_999, 1_000_000, 3e7].map(sizeClass)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

describe('bubbles', () => {
  it('have an area that goes by dollars', () => {
    expect(bubbleRadius(1e6, 1e6, 1200)).toBe(15);
    expect(bubbleRadius(4e6, 1e6, 1200)).toBe(30);
    expect(bubbleRadius(4e6, 1e7, 1200)).toBeCloseTo(30 / Math.sqrt(10), 10);
  });

  it('stay visible when small, and the largest fits by its reference', () => {
    expect(bubbleRadius(1, 1e6, 1200)).toBe(1.5);
    expect([0, 57_000, 58_000, 570_000, 5.7e6, 5.8e6, 3e9].map(bubbleReference)).toEqual([1e4, 1e4, 1e5, 1e5, 1e6, 1e7, 1e9]);
    for (const usd of [60_000, 999_999, 5.77e6, 4.2e8]) {
      expect(bubbleRadius(usd, bubbleReference(usd), 1200)).toBeLessThan(36);
    }
  });

  it('shrink alike on a narrow chart', () => {
    expect(bubbleRadius(4e6, 1e6, 300) / bubbleRadius(1e6, 1e6, 300)).toBeCloseTo(2, 10);
    expect(bubbleRadius(1e6, 1e6, 300)).toBeLessThan(bubbleRadius(1e6, 1e6, 900));
  });
});

describe('the class that can be read', () => {
  it('rises at once to where few enough orders come', () => {
    expect(readableClass([300, 150, 45, 5, 0.5], 0)).toBe(3);
    expect(readableClass([2, 2, 1, 0, 0], 0)).toBe(0);
  });

  it('falls one step at a time, and only when it is calm', () => {
    expect(readableClass([0, 0, 0, 0, 0], 3)).toBe(2);
    expect(readableClass([0, 0, 5, 0.5, 0], 3)).toBe(3);
    expect(readableClass([0, 0, 3, 0.5, 0], 3)).toBe(2);
  });

  it('shows the largest however many come', () => {
    expect(readableClass([0, 0, 0, 0, 50], 0)).toBe(4);
  });
});

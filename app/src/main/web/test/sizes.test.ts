import { describe, expect, it } from 'vitest';
import { bubbleRadius, readableClass, sizeClass } from '../src/sizes';

it('puts an order on a boundary into the larger class', () => {
  expect([0, 999.99, 1_000, 9_999, 10_000, 99_999, 100_000, 999_999, 1_000_000, 3e7].map(sizeClass)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

describe('bubbles', () => {
  it('have an area that goes by dollars', () => {
    const [one, four] = [bubbleRadius(1e6, 1200), bubbleRadius(4e6, 1200)];
    expect(four).toBeCloseTo(2 * one, 10);
    expect(one).toBe(15);
  });

  it('stay visible when small and leave room when huge', () => {
    expect(bubbleRadius(1, 1200)).toBe(1.5);
    expect(bubbleRadius(1e12, 1200)).toBe(36);
  });

  it('shrink alike on a narrow chart', () => {
    expect(bubbleRadius(4e6, 300) / bubbleRadius(1e6, 300)).toBeCloseTo(2, 10);
    expect(bubbleRadius(1e6, 300)).toBeLessThan(bubbleRadius(1e6, 900));
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

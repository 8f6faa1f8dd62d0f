import type { Interval, Window } from './api';

/** What a person chose; kept in the browser, so that a restart of either side loses nothing. */
export interface Settings {
  window: Window;
  /** A coin, or `ALL`. */
  coin: string;
  /** An interval, or null: the page chooses by the speed of the run. */
  interval: Interval | null;
  /** Venue of the tape, or the empty text for all. */
  venue: string;
  /** Size class from which on the tape shows orders, or null: as many as can be read. */
  size: number | null;
  theme: 'system' | 'dark' | 'light';
  /** Whether single keys work; those who speak to their machine switch them off. */
  keys: boolean;
}

export const ALL = 'ALL';
const KEY = 'spillway';
const DEFAULTS: Settings = { window: '24h', coin: ALL, interval: null, venue: '', size: null, theme: 'system', keys: true };

export function loadSettings(): Settings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>) };
  } catch {
    return { ...DEFAULTS };
  }
}

export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage is closed to us: the choice holds until the page is left.
  }
}

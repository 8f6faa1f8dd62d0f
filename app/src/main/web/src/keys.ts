import { byId, make } from './dom';

export interface Key {
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
}

/** Single keys; none while something is typed or chosen, none with a modifier, none when switched off. */
export function listenForKeys(keys: readonly Key[], on: () => boolean): void {
  const byKey = new Map(keys.map((key) => [key.key.toLowerCase(), key]));
  byId('keys').replaceChildren(
    ...keys.flatMap((key) => [make('dt', '', make('kbd', '', key.key)), make('dd', '', key.does)]),
  );
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const typing = target.matches('input:not([type=radio]):not([type=checkbox]), select, textarea') || target.closest('dialog') !== null;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !on()) {
      return;
    }
    const key = byKey.get(event.key.toLowerCase());
    if (key !== undefined) {
      event.preventDefault();
      key.run();
    }
  });
}

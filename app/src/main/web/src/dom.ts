/** The element of the page with an id; its absence is a fault of ours, and loud. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no element #${id}`);
  }
  return found as T;
}

/** Sets a text if it differs: most do not, and writing costs layout. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function setAttribute(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

/** A new element with a class and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className !== '') {
    node.className = className;
  }
  node.append(...children);
  return node;
}

/** Rows under a parent, made once and used again: brings their number to `wanted`. */
export function rows(parent: Element, wanted: number, makeRow: () => HTMLElement): HTMLElement[] {
  while (parent.children.length < wanted) {
    parent.append(makeRow());
  }
  while (parent.children.length > wanted) {
    parent.lastElementChild!.remove();
  }
  return [...parent.children] as HTMLElement[];
}

/** A choice of one among few, of native radio buttons: arrow keys and screen readers know them. */
export class Choice<T extends string> {
  private readonly inputs = new Map<T, HTMLInputElement>();
  private labels = '';

  constructor(
    private readonly fieldset: HTMLElement,
    private readonly chosen: (value: T) => void,
  ) {}

  /** Shows these options; does nothing when they are there already. */
  show(options: readonly (readonly [T, string])[], current: T): void {
    const labels = JSON.stringify(options);
    if (labels !== this.labels) {
      this.labels = labels;
      this.inputs.clear();
      this.fieldset.querySelectorAll('label').forEach((label) => label.remove());
      for (const [value, text] of options) {
        const input = make('input');
        input.type = 'radio';
        input.name = this.fieldset.id;
        input.value = value;
        input.onchange = () => this.chosen(value);
        this.inputs.set(value, input);
        this.fieldset.append(make('label', '', input, make('span', '', text)));
      }
    }
    const input = this.inputs.get(current);
    if (input !== undefined && !input.checked) {
      input.checked = true;
    }
  }
}

/** Options of a select; does nothing when they are there already. */
export function showOptions(select: HTMLSelectElement, options: readonly (readonly [string, string])[], current: string): void {
  const labels = JSON.stringify(options);
  if (select.dataset['labels'] !== labels) {
    select.dataset['labels'] = labels;
    select.replaceChildren(
      ...options.map(([value, text]) => {
        const option = make('option', '', text);
        option.value = value;
        return option;
      }),
    );
  }
  if (select.value !== current) {
    select.value = current;
  }
}

/** The colours of the theme, for canvases: resolved by the browser, so that CSS stays their only home. */
export function colours<K extends string>(names: readonly K[]): Record<K, string> {
  const probe = make('i');
  probe.hidden = true;
  document.body.append(probe);
  const found = {} as Record<K, string>;
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

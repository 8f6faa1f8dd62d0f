import type { State } from '../api';
import { byId, make, setAttribute, setText, showOptions } from '../dom';
import { count, price, timeOfDay, usd, venueName, venueShort } from '../format';
import type { Settings } from '../settings';
import { ALL } from '../settings';
import { CLASS_NAMES, readableClass } from '../sizes';
import type { Order, Store } from '../state';

/** Rows of the live tape: a tall screen full; more is read by nobody. */
const ROWS = 60;
/** Rows while it is paused, so that one can look back. */
const ROWS_PAUSED = 400;
/** Orders by which the size to begin with is chosen. */
const BEGIN_FROM = 500;
/** The largest class is announced to those who hear the page, at most this often. */
const ANNOUNCE_MS = 10_000;

interface Row {
  readonly node: HTMLLIElement;
  readonly time: HTMLElement;
  readonly mark: HTMLElement;
  readonly side: HTMLElement;
  readonly coin: HTMLElement;
  readonly venue: HTMLElement;
  readonly price: HTMLElement;
  readonly usd: HTMLElement;
}

/** The live tape: one row an order, the newest on top, the bigger the louder. Rows are used again. */
export class TapePanel {
  private readonly list = byId<HTMLOListElement>('tape');
  private readonly pauseButton = byId<HTMLButtonElement>('tape-pause');
  private rows: Row[] = [];
  private pending: Order[] = [];
  private size: number;
  private pressed = false;
  private scrolled = false;
  private missed = 0;
  private announcedMs = 0;

  constructor(
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly changed: () => void,
    settingsChanged: () => void,
  ) {
    this.size = settings.size ?? 0;
    this.list.addEventListener('scroll', () => this.scroll(), { passive: true });
    this.pauseButton.onclick = () => this.togglePause();
    byId<HTMLSelectElement>('tape-size').onchange = (event) => {
      const value = (event.target as HTMLSelectElement).value;
      settings.size = value === 'auto' ? null : Number(value);
      this.size = settings.size ?? this.size;
      settingsChanged();
      this.refill();
    };
    byId<HTMLSelectElement>('tape-venue').onchange = (event) => {
      settings.venue = (event.target as HTMLSelectElement).value;
      settingsChanged();
      this.refill();
    };
  }

  /** Takes orders that came, oldest first. */
  add(orders: readonly Order[], nowMs: number): void {
    for (const order of orders) {
      if (order.size >= this.size && this.passes(order)) {
        if (this.paused) {
          this.missed++;
        } else {
          this.pending.push(order);
          if (this.pending.length > ROWS) {
            this.pending.shift();
          }
        }
        if (order.size === CLASS_NAMES.length - 1 && nowMs - this.announcedMs > ANNOUNCE_MS) {
          this.announcedMs = nowMs;
          setText(byId('announce'), `${usd(order.usd)} USD ${order.long ? 'long' : 'short'} ${order.coin} liquidated at ${venueName(order.venue)}`);
        }
      }
    }
  }

  /** Chooses the size to begin with by how fast the newest orders of the past came. */
  begin(speed: number): void {
    const newest = this.store.newest(0, () => true, BEGIN_FROM);
    const first = newest[newest.length - 1];
    if (this.settings.size === null && first !== undefined) {
      const seconds = Math.max(1, (newest[0]!.timeMs - first.timeMs) / 1000 / speed);
      const rates = CLASS_NAMES.map((_, size) => newest.filter((order) => order.size === size).length / seconds);
      this.size = readableClass(rates, 0);
    }
    this.refill();
  }

  /** Draws the list anew: another filter, another coin, another past. */
  refill(): void {
    this.pending = [];
    this.missed = 0;
    this.fill(this.paused ? ROWS_PAUSED : ROWS);
    this.changed();
  }

  togglePause(): void {
    this.pressed = !this.paused;
    if (!this.pressed) {
      this.scrolled = false;
      this.list.scrollTop = 0;
    }
    this.pauseChanged();
  }

  /** Once a second: what can be read now, and what is left out. */
  tick(state: State | null, nowMs: number): void {
    const rates = this.store.classRate.perSecond(nowMs);
    if (this.settings.size === null && !this.paused) {
      this.size = readableClass(rates, this.size);
    }
    const hidden = rates.slice(0, this.size).reduce((sum, rate) => sum + rate, 0);
    const auto = this.settings.size === null;
    showOptions(
      byId<HTMLSelectElement>('tape-size'),
      [
        ['auto', auto && this.size > 0 ? `auto: ${CLASS_NAMES[this.size]}` : 'auto'],
        ...CLASS_NAMES.map((name, i) => [String(i), i === 0 ? 'all sizes' : `${name} USD`] as [string, string]),
      ],
      auto ? 'auto' : String(this.settings.size),
    );
    const venues = state?.venues ?? [];
    if (state !== null && this.settings.venue !== '' && !venues.includes(this.settings.venue)) {
      this.settings.venue = '';
      this.refill();
    }
    showOptions(byId<HTMLSelectElement>('tape-venue'), [['', 'all venues'], ...venues.map((v) => [v, venueName(v)] as const)], this.settings.venue);
    const parts = [
      this.paused ? `Paused, ${count(this.missed)} newer` : '',
      hidden >= 0.5 ? `${count(hidden)} orders/s below ${CLASS_NAMES[this.size]} USD not shown` : '',
    ].filter((part) => part !== '');
    setText(byId('tape-note'), parts.length > 0 ? parts.join(' · ') : this.silence(state));
  }

  paint(): void {
    if (this.pending.length === 0 || this.paused) {
      return;
    }
    const orders = this.pending;
    this.pending = [];
    const fresh: Row[] = [];
    const fragment = document.createDocumentFragment();
    for (let i = orders.length - 1; i >= 0; i--) {
      const row = this.rows.length >= ROWS ? this.rows.pop()! : makeRow();
      show(row, orders[i]!, true);
      fresh.push(row);
      fragment.append(row.node);
    }
    this.rows.unshift(...fresh);
    this.list.prepend(fragment);
  }

  /** What is said of a tape that leaves nothing out. */
  private silence(state: State | null): string {
    if (state === null) {
      return '';
    }
    if (this.rows.length > 0) {
      return 'All orders shown';
    }
    return state.totals['24h'].total === null ? 'No data: nobody listened' : 'No liquidation heard yet';
  }

  private get paused(): boolean {
    return this.pressed || this.scrolled;
  }

  private scroll(): void {
    const scrolled = this.list.scrollTop > 4;
    if (scrolled !== this.scrolled) {
      this.scrolled = scrolled;
      this.pauseChanged();
    }
  }

  private pauseChanged(): void {
    setAttribute(this.pauseButton, 'aria-pressed', String(this.paused));
    setText(this.pauseButton, this.paused ? 'Go on' : 'Pause');
    if (this.paused) {
      if (this.rows.length < ROWS_PAUSED && this.pending.length === 0) {
        this.fill(ROWS_PAUSED);
      }
    } else {
      this.refill();
    }
  }

  private passes(order: Order): boolean {
    return (
      (this.settings.coin === ALL || order.coin === this.settings.coin) && (this.settings.venue === '' || order.venue === this.settings.venue)
    );
  }

  private fill(limit: number): void {
    const top = this.rows[0];
    const orders = this.store.newest(this.size, (order) => this.passes(order), limit);
    while (this.rows.length > orders.length) {
      this.rows.pop()!.node.remove();
    }
    while (this.rows.length < orders.length) {
      const row = makeRow();
      this.rows.push(row);
      this.list.append(row.node);
    }
    orders.forEach((order, i) => show(this.rows[i]!, order, false));
    if (!this.paused && top !== undefined) {
      this.list.scrollTop = 0;
    }
  }
}

function makeRow(): Row {
  const mark = make('i');
  mark.setAttribute('aria-hidden', 'true');
  const [time, side, coin, venue, price, usd] = Array.from({ length: 6 }, () => make('span')) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  const closed = make('span', 'tape-closed', mark, coin, side);
  coin.className = 'name';
  venue.className = 'tape-venue';
  usd.className = 'tape-usd';
  return { node: make('li', '', time, closed, venue, price, usd), time, mark, side, coin, venue, price, usd };
}

function show(row: Row, order: Order, isNew: boolean): void {
  const side = order.long ? 'long' : 'short';
  // The class is set anew and the row moved: its animation starts again by itself.
  row.node.className = `${side} size-${order.size}${isNew ? ' fresh' : ''}`;
  row.mark.className = `mark ${side}`;
  row.time.textContent = timeOfDay(order.timeMs);
  row.side.textContent = side;
  row.coin.textContent = order.coin;
  row.venue.textContent = venueShort(order.venue);
  row.price.textContent = price(order.price);
  row.price.className = order.priceKind === 'fill' ? '' : 'untraded';
  row.price.title = `${order.symbol}, ${order.priceKind} price`;
  row.usd.textContent = usd(order.usd);
}

import type { Feed, FeedChannel, FeedConnection, Gap, State } from '../api';
import { byId, make, rows, setAttribute, setText } from '../dom';
import { ago, count, duration, latency, timeOfDay, venueName, venueShort } from '../format';
import type { Store } from '../state';

const COLUMNS = ['Venue', 'State', 'Connections', 'Channels', 'Last heard', 'Latency', 'Messages/s', 'Messages', 'Reconnects', 'Duplicates', 'Malformed', 'Gaps'];

type Health = 'good' | 'warn' | 'bad';

/** How each venue is listened to: what is up, what is silent, what was lost. */
export class FeedsPanel {
  private readonly table = byId('feeds');

  constructor(private readonly store: Store) {
    const head = make('tr', 'head', ...COLUMNS.map((name) => make('th', '', name)));
    head.querySelectorAll('th').forEach((th) => (th.scope = 'col'));
    this.table.append(make('thead', '', head), make('tbody'));
  }

  paint(state: State | null, runNowMs: number | null): void {
    if (state === null || runNowMs === null) {
      return;
    }
    const body = this.table.lastElementChild!;
    const nodes = rows(body, state.feeds.length, makeRow);
    state.feeds.forEach((feed, i) => this.paintFeed(nodes[i]!, feed, runNowMs));
    const healths = state.feeds.map(healthOf);
    const bad = healths.filter((health) => health !== 'good').length;
    setText(
      byId('feeds-summary'),
      state.feeds.length === 0
        ? 'no feed: nothing is listened to'
        : bad === 0
          ? `all ${state.feeds.length} listening`
          : `${bad} of ${state.feeds.length} not well`,
    );
    setAttribute(byId('feeds-summary'), 'data-health', state.feeds.length === 0 || healths.includes('bad') ? 'bad' : bad > 0 ? 'warn' : 'good');
  }

  private paintFeed(row: HTMLElement, feed: Feed, runNowMs: number): void {
    const cells = [...row.children] as HTMLElement[];
    const live = feed.connections.filter(isLive).length;
    const heard = latest(feed.connections.map((c) => c.lastHeard));
    const latencies = feed.connections.flatMap((c) => (c.latencyMs === null ? [] : [c.latencyMs]));
    const rate = this.store.messageRate.get(feed.protocol);
    setText(cells[0]!, KNOWN_AS[feed.protocol] ?? venueName(feed.venue));
    cells[0]!.title = feed.protocol;
    const health = healthOf(feed);
    const state = cells[1]!.firstElementChild!;
    setAttribute(state, 'data-health', health);
    setText(state, `${stateOf(feed)}${feed.note === undefined || feed.note === '' ? '' : `: ${feed.note}`}`);
    setText(cells[2]!, `${live} of ${feed.connections.length} live`);
    cells[2]!.title = feed.connections.map(connectionText).join('\n');
    paintChannels(cells[3]!, feed.channels);
    setText(cells[4]!, heard === null ? 'never' : ago(runNowMs - heard));
    setText(cells[5]!, latencies.length === 0 ? 'not known' : latency(Math.max(...latencies)));
    setText(cells[6]!, rate === undefined ? 'not known' : count(rate));
    setText(cells[7]!, count(feed.messages));
    setText(cells[8]!, count(feed.connections.reduce((sum, c) => sum + c.reconnects, 0)));
    setText(cells[9]!, count(feed.duplicates));
    const malformed = Object.entries(feed.malformed);
    setText(cells[10]!, count(malformed.reduce((sum, [, n]) => sum + n, 0)));
    cells[10]!.title = malformed.map(([reason, n]) => `${reason}: ${n}`).join('\n');
    setText(cells[11]!, count(feed.gaps));
    for (const i of [8, 9, 10, 11]) {
      cells[i]!.classList.toggle('zero', cells[i]!.textContent === '0');
    }
  }
}

function connectionText(connection: FeedConnection): string {
  const { name, state, reconnects, lastReason } = connection;
  return `${name}: ${state.toLowerCase()}, ${reconnects} reconnects${lastReason === undefined || lastReason === '' ? '' : `, last because of ${lastReason}`}`;
}

/** Protocols that share a venue's name are told apart. */
const KNOWN_AS: Readonly<Record<string, string>> = { 'bybit-inverse': 'Bybit inverse', 'bybit-linear': 'Bybit linear', 'okx-swap': 'OKX swaps' };

/** Good while all is heard; bad where a connection is needed and none is up, or a channel is lost. */
export function healthOf(feed: Feed): Health {
  switch (stateOf(feed)) {
    case 'listening':
      return 'good';
    case 'stopped':
    case 'not connected':
    case 'channel lost':
      return 'bad';
    default:
      return 'warn';
  }
}

/** How a feed is, in a word or two: its phase, until it listens; then what keeps it from listening. */
export function stateOf(feed: Feed): string {
  const phase = feed.phase.toLowerCase();
  const states = feed.channels.map((channel) => channel.state.toLowerCase());
  const live = feed.connections.filter(isLive).length;
  if (phase !== 'listening') {
    return phase;
  }
  if (feed.connections.length > 0 && live === 0) {
    return 'not connected';
  }
  if (states.includes('lost')) {
    return 'channel lost';
  }
  return live < feed.connections.length || states.some((state) => state !== 'listening') ? 'partly heard' : 'listening';
}

const isLive = (connection: FeedConnection): boolean => connection.state.toLowerCase() === 'live';

function paintChannels(cell: HTMLElement, channels: readonly FeedChannel[]): void {
  const nodes = rows(cell, channels.length, () => make('span', 'channel'));
  channels.forEach((channel, i) => {
    const node = nodes[i]!;
    const state = channel.state.toLowerCase();
    setAttribute(node, 'data-health', state === 'listening' ? 'good' : state === 'lost' ? 'bad' : 'warn');
    setText(node, state === 'listening' ? spoken(channel.channel) : `${spoken(channel.channel)} ${state}`);
    node.title = `${channel.instruments} instruments, ${channel.silent} of them not heard`;
  });
}

const spoken = (channel: string): string => channel.replace(/[-_]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function makeRow(): HTMLElement {
  const name = make('th');
  name.scope = 'row';
  const cells = COLUMNS.slice(1).map((_, i) => make('td', i === 2 ? 'channels' : ''));
  cells[0]!.append(make('span', 'state'));
  return make('tr', '', name, ...cells);
}

function latest(times: readonly (string | null)[]): number | null {
  return times.reduce<number | null>((best, time) => (time === null ? best : Math.max(best ?? 0, Date.parse(time))), null);
}

/** Gaps that began and ended together for one reason: a channel of one symbol, or of several. */
interface GapGroup {
  readonly gap: Gap;
  readonly symbols: string[];
}

/** Gaps newest first, those of one channel at one time together. */
export function groupGaps(gaps: readonly Gap[]): GapGroup[] {
  const groups = new Map<string, GapGroup>();
  for (const gap of [...gaps].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))) {
    const key = JSON.stringify([gap.venue, gap.channel, gap.from.slice(0, 19), gap.to?.slice(0, 19) ?? null, gap.reason]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { gap, symbols: [gap.symbol] });
    } else {
      group.symbols.push(gap.symbol);
    }
  }
  return [...groups.values()];
}

/** What was missed, newest first. */
export class GapsPanel {
  private readonly table = byId('gaps');
  private shown = '';

  paint(state: State | null): void {
    if (state === null) {
      return;
    }
    const { gaps } = state;
    setText(byId('gaps-summary'), gaps.length === 0 ? 'none' : gaps.length >= 100 ? 'the latest 100' : `${gaps.length}`);
    const key = JSON.stringify(gaps);
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    const now = Date.parse(state.at);
    const groups = groupGaps(gaps);
    const nodes = rows(this.table, groups.length, () => make('tr', '', ...Array.from({ length: 4 }, () => make('td'))));
    groups.forEach(({ gap, symbols }, i) => {
      const cells = nodes[i]!.children;
      const from = Date.parse(gap.from);
      const open = gap.to === null || Date.parse(gap.to) >= now;
      const of = symbols.length > 1 ? `of ${symbols.length} symbols` : symbols[0] === '*' ? '' : symbols[0]!;
      setText(cells[0]!, venueShort(gap.venue));
      setText(cells[1]!, `${spoken(gap.channel)} ${of}`.trim());
      setText(cells[2]!, `${timeOfDay(from)}, ${open || gap.to === null ? 'still open' : duration(Date.parse(gap.to) - from)}`);
      setText(cells[3]!, gap.reason ?? '');
      nodes[i]!.title = symbols.join(', ');
    });
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../src/api';
import { Refused } from '../src/api';
import { LiveStream, Resume } from '../src/stream';
import type { Link } from '../src/stream';

const hello = (run: string, seq = 0): Message => ({ seq, type: 'hello', run, version: '1', title: '' });
const orders = (seq: number): Message => ({ seq, type: 'liquidations', items: [] });

describe('resuming', () => {
  it('asks for everything at first, then for what came after the last message of the run', () => {
    const resume = new Resume(() => 0.5);
    expect(resume.query()).toBe('');
    expect(resume.take(hello('a b', 7))).toBe('reload');
    // What came before the hello is loaded by REST after it.
    expect(resume.query()).toBe('?after=7&run=a%20b');
    expect(resume.take(orders(41))).toBe('deliver');
    expect(resume.query()).toBe('?after=41&run=a%20b');
  });

  it('goes on in the same run and drops what it has', () => {
    const resume = new Resume(() => 0.5);
    resume.take(hello('a'));
    resume.take(orders(41));
    // The hello's number lies ahead of what was missed; what was missed still comes.
    expect(resume.take(hello('a', 60))).toBe('resume');
    expect(resume.take(orders(40))).toBe('drop');
    expect(resume.take(orders(41))).toBe('drop');
    expect(resume.take(orders(42))).toBe('deliver');
  });

  it('loses no liquidation to a state or to candles that overtook it', () => {
    const resume = new Resume(() => 0.5);
    resume.take(hello('a'));
    expect(resume.take({ seq: 50, type: 'state' } as Message)).toBe('deliver');
    expect(resume.query()).toBe('?after=0&run=a');
    expect(resume.take({ seq: 49, type: 'candles', items: [] })).toBe('deliver');
    expect(resume.take(orders(49))).toBe('deliver');
    expect(resume.take({ seq: 49, type: 'candles', items: [] })).toBe('deliver');
    expect(resume.query()).toBe('?after=49&run=a');
  });

  it('starts over after a reset, and takes numbers lower than before', () => {
    const resume = new Resume(() => 0.5);
    resume.take(hello('a'));
    resume.take(orders(41));
    resume.take(hello('a'));
    expect(resume.take({ type: 'reset', seq: 40 })).toBe('reload');
    expect(resume.query()).toBe('?after=40&run=a');
    expect(resume.take(orders(41))).toBe('deliver');
    expect(resume.take({ type: 'reset' })).toBe('reload');
    expect(resume.query()).toBe('');
  });

  it('starts over in another run, whose numbers begin anew', () => {
    const resume = new Resume(() => 0.5);
    resume.take(hello('a'));
    resume.take(orders(41));
    expect(resume.take(hello('b'))).toBe('reload');
    expect(resume.take(orders(1))).toBe('deliver');
    expect(resume.query()).toBe('?after=1&run=b');
  });

  it('waits longer after each failure, up to a bound, and from the start again once settled', () => {
    const resume = new Resume(() => 0.5);
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => resume.nextDelayMs())).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
    resume.settled();
    expect(resume.nextDelayMs()).toBe(250);
    expect(new Resume(() => 0).nextDelayMs()).toBe(188);
    expect(new Resume(() => 0.999).nextDelayMs()).toBe(312);
  });
});

/** A socket in the hands of the test. */
class FakeSocket {
  readyState = 0;
  readonly sent: string[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(readonly query: string) {}

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(message: Message): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

describe('the live stream', () => {
  let sockets: FakeSocket[];
  let links: Link['phase'][];
  let delivered: number[];
  let reloads: { resolve: () => void; reject: (error: Error) => void }[];
  let resumed: number;
  let reason: string | null;
  let stream: LiveStream;
  const last = () => sockets[sockets.length - 1]!;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    links = [];
    delivered = [];
    reloads = [];
    resumed = 0;
    stream = new LiveStream({
      open: (query) => {
        sockets.push(new FakeSocket(query));
        return last() as unknown as WebSocket;
      },
      nowMs: () => Date.now(),
      random: () => 0.5,
      reload: () => new Promise<void>((resolve, reject) => reloads.push({ resolve, reject })),
      resumed: () => resumed++,
      deliver: (message) => message.type === 'liquidations' && delivered.push(message.seq),
      changed: (link) => {
        links.push(link.phase);
        reason = link.reason;
      },
    });
    stream.start();
    last().accept();
  });

  afterEach(() => vi.useRealTimers());

  /** Brings the stream to life and lets it hear one message. */
  async function live(): Promise<void> {
    last().say(hello('a'));
    reloads[0]!.resolve();
    await vi.advanceTimersByTimeAsync(0);
    last().say(orders(1));
  }

  it('is live once everything is loaded', async () => {
    last().say(hello('a'));
    expect(links).toEqual([]);
    reloads[0]!.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(links).toEqual(['live']);
  });

  it('comes back by itself after a lost connection, without loading anew', async () => {
    await live();
    last().onclose!();
    expect(links).toEqual(['live', 'lost']);
    await vi.advanceTimersByTimeAsync(250);
    expect(sockets.length).toBe(2);
    expect(last().query).toBe('?after=1&run=a');
    last().accept();
    last().say(hello('a', 9));
    last().say(orders(2));
    expect(delivered).toEqual([1, 2]);
    expect(links).toEqual(['live', 'lost', 'live']);
    expect([reloads.length, resumed]).toEqual([1, 1]);
  });

  it('loads anew when the server was restarted', async () => {
    await live();
    last().onclose!();
    await vi.advanceTimersByTimeAsync(250);
    last().accept();
    last().say(hello('b'));
    expect(reloads.length).toBe(2);
    reloads[1]!.resolve();
    await vi.advanceTimersByTimeAsync(0);
    last().say(orders(1));
    expect(delivered).toEqual([1, 1]);
    expect(links).toEqual(['live', 'lost', 'live']);
  });

  it('takes a failed load for a lost connection and starts over with the next', async () => {
    last().say(hello('a'));
    reloads[0]!.reject(new Error('refused'));
    await vi.advanceTimersByTimeAsync(0);
    expect(links).toEqual(['lost']);
    expect(sockets[0]!.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(250);
    expect(last().query).toBe('');
    expect(reason).toBeNull();
    last().say(hello('a'));
    expect(reloads.length).toBe(2);
    reloads[1]!.reject(new Refused('nothing is known yet'));
    await vi.advanceTimersByTimeAsync(0);
    expect(reason).toBe('nothing is known yet');
  });

  it('leaves a connection that is silent, though it says that it is open', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(sockets[0]!.closed).toBe(true);
    expect(links).toEqual(['live', 'lost']);
  });

  it('waits for the hello, and leaves a connection that has none', async () => {
    for (let seq = 1; seq <= 6; seq++) {
      last().say(orders(seq));
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(delivered).toEqual([]);
    expect(links).toEqual(['lost']);
  });

  it('asks for its candles again on every connection', async () => {
    stream.want([{ coin: 'BTC', interval: '10s' }]);
    await live();
    last().onclose!();
    await vi.advanceTimersByTimeAsync(250);
    last().accept();
    expect(sockets.map((socket) => socket.sent)).toEqual([['{"candles":[{"coin":"BTC","interval":"10s"}]}'], ['{"candles":[{"coin":"BTC","interval":"10s"}]}']]);
  });
});

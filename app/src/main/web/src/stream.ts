import type { Interval, Message } from './api';
import { Refused } from './api';

/**
 * How the page stays on the stream: what to ask for, what to keep of what comes, and when to start over.
 *
 * Pure: no socket and no clock, so that every rule can be tested. Three facts make it up. `seq` ascends
 * over one run of the server, so liquidations that are not above the last were seen already. A `hello`
 * with another run means that the server was restarted and that all numbers begin anew. `reset` means
 * that the server no longer has what was missed. In the latter two the page loads its state by REST;
 * messages that come meanwhile are good, since whoever keeps them knows liquidations by their id.
 *
 * States count nothing: the server may skip or hurry them, for the next one says it all. Candles may be
 * told twice, and the later is right.
 */
export class Resume {
  private run: string | null = null;
  private seq: number | null = null;
  private liquidationSeq = -1;
  private failures = 0;

  /** `random` gives numbers in [0, 1): pages that lost the same server must not all return at once. */
  constructor(private readonly random: () => number) {}

  /** The query to open the stream with. */
  query(): string {
    return this.run === null || this.seq === null ? '' : `?after=${this.seq}&run=${encodeURIComponent(this.run)}`;
  }

  /** What to do with a message. */
  take(message: Message): 'deliver' | 'drop' | 'reload' | 'resume' {
    switch (message.type) {
      case 'hello':
        if (this.run === message.run && this.seq !== null) {
          // Its own number may lie ahead of what was missed and is still to come.
          return 'resume';
        }
        this.startAt(message.run, message.seq);
        return 'reload';
      case 'reset':
        this.startAt(this.run, message.seq);
        return 'reload';
      case 'state':
        return 'deliver';
      case 'liquidations':
        if (message.seq <= this.liquidationSeq) {
          return 'drop';
        }
        this.liquidationSeq = message.seq;
        this.seq = Math.max(this.seq ?? 0, message.seq);
        return 'deliver';
      case 'candles':
        this.seq = Math.max(this.seq ?? 0, message.seq);
        return 'deliver';
    }
  }

  /** What came up to a number is had by REST, which is asked only now. */
  private startAt(run: string | null, seq: number | undefined): void {
    this.run = run;
    this.seq = seq ?? null;
    this.liquidationSeq = -1;
  }

  /** The server was reached and the page is complete: the next failure is the first again. */
  settled(): void {
    this.failures = 0;
  }

  /** How long to wait after a failure: doubling, with a quarter of chance in it. */
  nextDelayMs(): number {
    const base = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** this.failures);
    this.failures++;
    return Math.round(base * (0.75 + 0.5 * this.random()));
  }

  /** What was missed can not be caught up with: the next connection starts over. */
  forget(): void {
    this.startAt(null, undefined);
  }
}

/** Short enough that a restart of the server on the same machine is hardly seen. */
const FIRST_DELAY_MS = 250;
/** Long enough for a server that is down to be left alone, short enough for a person who waits. */
const MAX_DELAY_MS = 8_000;
/** The state comes every second: a stream that is silent for longer is dead, whatever TCP says. */
const SILENCE_MS = 6_000;

/** The page's own connection, as people see it. `sinceMs` is of the browser's clock. */
export interface Link {
  readonly phase: 'connecting' | 'live' | 'lost';
  readonly sinceMs: number;
  readonly retryAtMs: number | null;
  /** What the server answered instead of its state; null where it did not answer. */
  readonly reason: string | null;
}

export interface StreamHost {
  readonly open: (query: string) => WebSocket;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Loads everything by REST; a rejection counts as a lost connection. */
  readonly reload: () => Promise<void>;
  /** The stream goes on where it broke off. */
  readonly resumed: () => void;
  readonly deliver: (message: Message) => void;
  readonly changed: (link: Link) => void;
}

/** The live connection: a socket at a time, opened again for as long as the page lives. */
export class LiveStream {
  private readonly resume: Resume;
  private socket: WebSocket | null = null;
  /** Whether the server said hello: before that nothing is known of what it says. */
  private greeted = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private wanted: readonly { coin: string; interval: Interval }[] = [];
  private link: Link;

  constructor(private readonly host: StreamHost) {
    this.resume = new Resume(host.random);
    this.link = { phase: 'connecting', sinceMs: host.nowMs(), retryAtMs: null, reason: null };
  }

  start(): void {
    this.connect();
  }

  /** Asks for candles, now and after every reconnection. */
  want(candles: readonly { coin: string; interval: Interval }[]): void {
    this.wanted = candles;
    this.sendWanted();
  }

  /** Tries at once instead of waiting: the network is back, or somebody looks at the page again. */
  hurry(): void {
    if (this.socket === null) {
      this.connect();
    }
  }

  private connect(): void {
    clearTimeout(this.retry);
    const socket = this.host.open(this.resume.query());
    this.socket = socket;
    this.greeted = false;
    this.listenForSilence();
    socket.onopen = () => this.sendWanted();
    socket.onmessage = (event: MessageEvent) => {
      const message = JSON.parse(event.data as string) as Message;
      this.greeted ||= message.type === 'hello';
      if (socket === this.socket && this.greeted) {
        this.listenForSilence();
        this.receive(message, socket);
      }
    };
    socket.onclose = () => this.lose(socket);
    socket.onerror = () => this.lose(socket);
  }

  private receive(message: Message, socket: WebSocket): void {
    switch (this.resume.take(message)) {
      case 'deliver':
        this.host.deliver(message);
        break;
      case 'drop':
        break;
      case 'resume':
        this.host.deliver(message);
        this.host.resumed();
        this.live();
        break;
      case 'reload':
        this.host.deliver(message);
        this.host.reload().then(
          () => {
            if (socket === this.socket) {
              this.live();
            }
          },
          (error: unknown) => {
            this.resume.forget();
            this.lose(socket, error instanceof Refused ? error.message : null);
          },
        );
        break;
    }
  }

  private live(): void {
    this.resume.settled();
    this.show({ phase: 'live', sinceMs: this.host.nowMs(), retryAtMs: null, reason: null });
  }

  private lose(socket: WebSocket, reason: string | null = null): void {
    if (socket !== this.socket) {
      return;
    }
    this.socket = null;
    socket.onclose = socket.onerror = socket.onmessage = socket.onopen = null;
    socket.close();
    clearTimeout(this.silence);
    const delayMs = this.resume.nextDelayMs();
    const nowMs = this.host.nowMs();
    const sinceMs = this.link.phase === 'lost' ? this.link.sinceMs : nowMs;
    this.show({ phase: 'lost', sinceMs, retryAtMs: nowMs + delayMs, reason });
    this.retry = setTimeout(() => this.connect(), delayMs);
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    const socket = this.socket;
    this.silence = setTimeout(() => socket !== null && this.lose(socket), SILENCE_MS);
  }

  private sendWanted(): void {
    if (this.socket !== null && this.socket.readyState === OPEN && this.wanted.length > 0) {
      this.socket.send(JSON.stringify({ candles: this.wanted }));
    }
  }

  private show(link: Link): void {
    this.link = link;
    this.host.changed(link);
  }
}

/** `WebSocket.OPEN`, by the standard; named here so that tests need no browser. */
const OPEN = 1;

/**
 * The API of Spillway with made-up data, for work on the page: never shipped.
 *
 *   node mock/server.mjs --rate 500 --port 8788 --speed 1 --seed 7 [--demo] [--empty] [--web DIR]
 *
 * Faults for the page to live through, by request: GET /mock/drop closes all streams, /mock/reset forgets what
 * was sent and closes them, /mock/restart begins another run, /mock/mute stops sending until the next, and
 * /mock/down?ms=4000 refuses everything for a while.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { MockMarket } from './market.mjs';

const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '20' }, port: { type: 'string', default: '8788' }, speed: { type: 'string', default: '1' },
    seed: { type: 'string', default: '7' }, demo: { type: 'boolean' }, empty: { type: 'boolean' }, web: { type: 'string' },
  },
});
const rate = Number(options.rate);
const speed = Number(options.speed);
const RING = 20_000;
const TICK_MS = 50;

let market, run, seq, ring, forgotten, beganMs, due, events, downUntil = 0, muted = false;
const clients = new Set();
const nowMs = () => beganMs + (Date.now() - beganMs) * speed;

function begin() {
  beganMs = Date.now();
  market = new MockMarket(Number(options.seed), beganMs);
  run = `mock-${beganMs}`;
  seq = 0;
  ring = [];
  forgotten = 0;
  due = 0;
  events = 0;
}

function gaps() {
  const now = nowMs();
  return [
    { venue: 'okx', channel: 'liquidations', symbol: '*', from: iso(now - 95_000), to: null, reason: 'silent for 60 s' },
    { venue: 'binance-usdm', channel: 'book', symbol: 'BTCUSDT', from: iso(now - 1_810_000), to: iso(now - 1_807_400), reason: 'update ids do not chain' },
    { venue: 'bybit', channel: 'liquidations', symbol: '*', from: iso(now - 7_210_000), to: iso(now - 7_150_000), reason: 'connection lost' },
  ];
}

function feed(venue, protocol, i) {
  const now = nowMs();
  const messages = Math.round(((Date.now() - beganMs) / 1000) * (420 - 90 * i) + 91_230);
  const states = i === 2 ? ['silent', 'listening', 'listening', 'listening'] : ['listening', 'listening', 'listening', 'listening'];
  return {
    venue, protocol, phase: 'listening',
    connections: [1, 2].slice(0, 3 - i).map((n) => ({ name: `/stream ${n}`, state: 'live', since: iso(now - 3_600_000), lastHeard: iso(now - 40 - 300 * i), reconnects: i, latencyMs: 38 + 21 * i })),
    channels: ['liquidations', 'trades', 'markPrice', 'openInterest'].map((channel, c) => ({ channel, state: states[c], instruments: 20, silent: states[c] === 'silent' ? 1 : 0, lastHeard: iso(now - 500) })),
    messages, control: 120, ignored: { 'unfilled-liquidation-order': 31 }, malformed: i === 1 ? { 'no price': 2 } : {}, duplicates: 17 * i, gaps: i === 0 ? 1 : i, rejected: { kept: 2 * i, dropped: 0 },
  };
}

function state() {
  const now = nowMs();
  const missed = gaps();
  const totals = Object.fromEntries([1, 4, 12, 24].map((hours) => [`${hours}h`, options.empty ? nothing(now) : market.totals(now, hours, missed)]));
  return {
    at: iso(now), speed, events, eventsPerSecond: rate, coins: market.coins(), venues: market.venues(), totals,
    feeds: [feed('binance-usdm', 'binance-usdm', 0), feed('bybit', 'bybit-linear', 1), feed('okx', 'okx-swap', 2)],
    gaps: missed,
    demo: options.demo ? { scenario: 'flush', seed: Number(options.seed), faults: ['gap', 'duplicate'], truth: { wire: market.truths('wire'), economic: market.truths('economic') } } : null,
  };
}

function nothing(now) {
  return {
    at: iso(now), kind: 'observed', long: null, short: null, total: null, notObserved: 'no liquidation feed was listened to in the window',
    withoutData: market.venues(), coverage: { timeShare: 0, completeFeedShare: null, completeFeedShareReason: 'open interest is not known', venues: market.venues().map((venue) => ({ venue, timeShare: 0, completeness: 'UNKNOWN', rule: '' })), gaps: [] },
    range: { observed: '0', upper: null, reason: 'no data' }, assumptions: [],
  };
}

function send(message, keep) {
  const text = JSON.stringify({ seq: ++seq, ...message });
  if (keep) {
    ring.push({ seq, message: text });
    if (ring.length > RING) { forgotten = ring.shift().seq; }
  }
  return text;
}

let lastMs = Date.now();
let second = 0;
function tick() {
  const now = Date.now();
  const elapsedS = (now - lastMs) / 1000;
  lastMs = now;
  market.walk(nowMs(), elapsedS * speed);
  due += rate * elapsedS;
  const items = [];
  for (; due >= 1 && !options.empty; due--) { items.push(market.liquidate(nowMs(), 1 + 20 / rate)); }
  events += items.length;
  if (items.length > 0) { broadcast(send({ type: 'liquidations', items }, true)); }
  const changed = market.takeChanged();
  for (const client of clients) {
    const wanted = changed.filter((c) => client.wanted.has(`${c.coin} ${c.interval}`));
    if (wanted.length > 0) { write(client, send({ type: 'candles', items: wanted }, false)); }
  }
  if (Math.floor(now / 1000) !== second) {
    second = Math.floor(now / 1000);
    broadcast(send({ type: 'state', ...state() }, false));
  }
}

const iso = (ms) => new Date(ms).toISOString();
const broadcast = (text) => { for (const client of clients) { write(client, text); } };

function write(client, text) {
  if (muted) { return; }
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.from([0x81, body.length]) : body.length < 65_536 ? Buffer.from([0x81, 126, body.length >> 8, body.length & 255]) : Buffer.alloc(10);
  if (head.length === 10) {
    head[0] = 0x81;
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(body.length), 2);
  }
  client.socket.write(Buffer.concat([head, body]));
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8' };

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const json = (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (url.pathname.startsWith('/mock/')) {
    const what = url.pathname.slice(6);
    if (what === 'restart') { begin(); }
    if (what === 'reset') { ring = []; forgotten = seq; }
    if (what === 'mute') { muted = !muted; }
    if (what === 'down') { downUntil = Date.now() + Number(url.searchParams.get('ms') ?? 4_000); }
    if (what !== 'mute') { clients.forEach((client) => client.socket.destroy()); }
    return json({ run, seq });
  }
  if (Date.now() < downUntil) { return response.destroy(); }
  if (url.pathname === '/api/v1/state') { return json(state()); }
  if (url.pathname === '/api/v1/liquidations') {
    const before = url.searchParams.get('before');
    const limit = Number(url.searchParams.get('limit') ?? 500);
    const end = before === null ? market.orders.length : Math.max(0, market.orders.findIndex((order) => order.id === before));
    return json({ items: options.empty ? [] : market.orders.slice(Math.max(0, end - limit), end).reverse() });
  }
  if (url.pathname === '/api/v1/candles') {
    const [coin, interval] = [url.searchParams.get('coin'), url.searchParams.get('interval')];
    return json({ coin, interval, source: options.empty ? null : 'binance-usdm', items: options.empty ? [] : (market.candles.get(`${coin} ${interval}`) ?? []).slice(-Number(url.searchParams.get('limit') ?? 1000)) });
  }
  if (options.web !== undefined) {
    const path = normalize(url.pathname === '/' ? '/index.html' : url.pathname);
    const body = await readFile(join(options.web, path)).catch(() => null);
    if (body !== null) { return response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body); }
  }
  response.writeHead(404).end();
});

server.on('upgrade', (request, socket) => {
  if (Date.now() < downUntil) { return socket.destroy(); }
  const url = new URL(request.url, 'http://localhost');
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  const client = { socket, wanted: new Set() };
  socket.on('data', (data) => hear(client, data));
  socket.on('close', () => clients.delete(client));
  socket.on('error', () => clients.delete(client));
  write(client, send({ type: 'hello', run, version: '0.1.0', title: options.demo ? 'Demo' : 'Mock' }, false));
  const after = url.searchParams.get('after');
  if (after !== null && url.searchParams.get('run') === run) {
    const missed = ring.filter((sent) => sent.seq > Number(after));
    if (Number(after) < forgotten) { write(client, send({ type: 'reset' }, false)); }
    else { missed.forEach((sent) => write(client, sent.message)); }
  }
  clients.add(client);
});

/** Text frames of a browser: short, masked, one a packet is good enough here. */
function hear(client, data) {
  if ((data[0] & 15) === 8) { return client.socket.end(); }
  if ((data[0] & 15) !== 1) { return; }
  const length = data[1] & 127;
  const at = length === 126 ? 4 : 2;
  const size = length === 126 ? data.readUInt16BE(2) : length;
  const body = data.subarray(at + 4, at + 4 + size).map((byte, i) => byte ^ data[at + (i & 3)]);
  for (const { coin, interval } of JSON.parse(body.toString()).candles ?? []) {
    client.wanted.clear();
    client.wanted.add(`${coin} ${interval}`);
  }
}

begin();
setInterval(tick, TICK_MS);
server.listen(Number(options.port), '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${server.address().port}, ${rate} liquidations/s, × ${speed}`));

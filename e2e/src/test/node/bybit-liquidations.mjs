// Counts the liquidations that Bybit publishes, from its public documentation alone:
// bybit-exchange.github.io/docs/v5/websocket/public/all-liquidation (topic allLiquidation.{symbol}; S is the
// side of the position, Buy means that a long was liquidated; v size, p bankruptcy price) and
// docs/v5/ws/connect (op subscribe with at most 21,000 characters of arguments, op ping every 20 seconds).
//
// usage: node bybit-liquidations.mjs WEBSOCKET_BASE REST_BASE
// Prints "listening" once all is subscribed, and what it counted, as JSON, when its input ends.
import WebSocket from 'ws';

const [wsBase, restBase] = process.argv.slice(2);
const MICRO = 6;

// Value in millionths of a dollar of two decimal texts multiplied, rounded half to even.
function microDollars(size, price) {
  const [a, aScale] = decimal(size);
  const [b, bScale] = decimal(price);
  const product = a * b;
  const drop = aScale + bScale - MICRO;
  if (drop <= 0) return product * 10n ** BigInt(-drop);
  const unit = 10n ** BigInt(drop);
  const whole = product / unit;
  const rest = (product % unit) * 2n;
  if (rest > unit || (rest === unit && whole % 2n === 1n)) return whole + 1n;
  return whole;
}

function decimal(text) {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`expected a decimal number, found ${text}`);
  const [whole, fraction = ''] = text.split('.');
  return [BigInt(whole + fraction), fraction.length];
}

const counted = { long: { orders: 0, microUsd: 0n }, short: { orders: 0, microUsd: 0n } };

function count(message) {
  for (const order of message.data) {
    const closed = order.S === 'Buy' ? counted.long : counted.short;
    closed.orders += 1;
    closed.microUsd += microDollars(order.v, order.p);
  }
}

const answer = await fetch(`${restBase}/v5/market/instruments-info?category=linear&limit=1000`);
const listed = await answer.json();
const topics = listed.result.list
  .filter((instrument) => instrument.status === 'Trading')
  .map((instrument) => `allLiquidation.${instrument.symbol}`);

const socket = new WebSocket(`${wsBase}/v5/public/linear`);
socket.on('open', () => {
  socket.send(JSON.stringify({ req_id: 'all', op: 'subscribe', args: topics }));
});
socket.on('message', (bytes) => {
  const message = JSON.parse(bytes.toString());
  if (message.op === 'subscribe') {
    if (!message.success) throw new Error(`refused: ${message.ret_msg}`);
    console.log('listening');
  } else if (message.topic?.startsWith('allLiquidation.')) {
    count(message);
  }
});
socket.on('error', (error) => {
  console.error(String(error));
  process.exitCode = 1;
});
const heartbeat = setInterval(() => {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op: 'ping' }));
}, 20_000);

process.stdin.resume();
process.stdin.on('end', () => {
  clearInterval(heartbeat);
  socket.terminate();
  const told = (side) => ({ orders: side.orders, microUsd: side.microUsd.toString() });
  console.log(JSON.stringify({ topics: topics.length, long: told(counted.long), short: told(counted.short) }));
});

// Reads a venue's latest trades and its order book through ccxt, which knows nothing of Spillway: only the
// base URL is another one.
//
// usage: node ccxt-reader.mjs binanceusdm|bybit REST_BASE SYMBOL
import ccxt from 'ccxt';

const [name, restBase, symbol] = process.argv.slice(2);

function client() {
  if (name === 'binanceusdm') {
    const exchange = new ccxt.binanceusdm({ options: { fetchMarkets: { types: ['linear'] } } });
    const official = 'https://fapi.binance.com';
    const data = `${official}/futures/data`;
    for (const [key, url] of Object.entries(exchange.urls.api)) {
      if (typeof url === 'string' && url.startsWith(official)) {
        exchange.urls.api[key] = url.startsWith(data)
          ? `${restBase}/futures/data${url.slice(data.length)}`
          : restBase + url.slice(official.length);
      }
    }
    return exchange;
  }
  const exchange = new ccxt.bybit({ options: { fetchMarkets: { types: ['linear'] } } });
  exchange.urls.api.public = restBase;
  return exchange;
}

const exchange = client();
await exchange.loadMarkets();
const market = exchange.market(symbol);
const book = await exchange.fetchOrderBook(symbol, 50);
const trades = await exchange.fetchTrades(symbol, undefined, 100);
console.log(
  JSON.stringify({
    symbol: market.id,
    markets: exchange.symbols.length,
    book: { nonce: book.nonce ?? null, bids: book.bids, asks: book.asks },
    trades: trades.map((trade) => ({
      id: trade.id,
      time: trade.timestamp,
      side: trade.side,
      price: trade.price,
      amount: trade.amount,
    })),
  }),
);

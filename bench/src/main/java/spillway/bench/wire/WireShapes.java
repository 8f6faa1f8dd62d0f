package spillway.bench.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import spillway.market.Completeness;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;

/// Synthetic messages of the shapes that venues send, the same for the same seed.
///
/// - *Symbols*: 60, picked by Zipf's law, coins of 2 to 6 letters.
/// - *Prices*: 60,000 for the first, less the further down, with as many decimals as venues give.
/// - *Quantities*: by Pareto's law, so that their lengths vary; 0 to 3 decimals by instrument.
/// - *Books*: 40 levels a side in Binance's diffs, 1 to 12 in the deltas of others.
public final class WireShapes {
    private static final int SYMBOLS = 60;
    private static final int DIFF_LEVELS = 40;
    private static final long START_MS = 1_770_336_000_000L;
    private static final double TAIL_EXPONENT = 1.2;

    private final SplittableRandom random;
    private final List<String> coins = new ArrayList<>();
    private final double[] upTo = new double[SYMBOLS];
    private final long[] price = new long[SYMBOLS];
    private final int[] priceDecimals = new int[SYMBOLS];
    private final int[] quantityDecimals = new int[SYMBOLS];
    private final long[] id = new long[SYMBOLS];
    private long nowMs = START_MS;

    private WireShapes(long seed) {
        random = new SplittableRandom(seed);
        coins.addAll(List.of("BTC", "ETH", "SOL", "XRP", "DOGE"));
        while (coins.size() < SYMBOLS) {
            var coin = new StringBuilder();
            for (int n = random.nextInt(2, 7); n > 0; n--) {
                coin.append((char) ('A' + random.nextInt(26)));
            }
            if (!coins.contains(coin.toString())) {
                coins.add(coin.toString());
            }
        }
        double sum = 0;
        for (int i = 0; i < SYMBOLS; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
            double usd = 60_000.0 / StrictMath.pow(i + 1.0, 2.2);
            int digits = (int) Math.floor(StrictMath.log10(usd));
            priceDecimals[i] = Math.clamp(5 - digits, 1, 6);
            price[i] = Math.round(usd * StrictMath.pow(10, priceDecimals[i]));
            quantityDecimals[i] = Math.clamp(digits - 1, 0, 3);
            id[i] = random.nextLong(1L << 34);
        }
    }

    /// All shapes.
    ///
    /// @param small messages of each kind with few fields
    /// @param books book messages of each kind
    public static List<Payloads> all(long seed, int small, int books) {
        var made = new ArrayList<Payloads>();
        for (Shape shape : Shape.values()) {
            made.add(of(shape, seed, shape.isBook() ? books : small));
        }
        return List.copyOf(made);
    }

    /// Messages of one shape.
    static List<byte[]> messages(Shape shape, long seed, int count) {
        return new WireShapes(seed).messages(shape, count);
    }

    private List<byte[]> messages(Shape shape, int count) {
        var list = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            String message = message(shape, pick()).replace('\'', '"');
            list.add(message.getBytes(StandardCharsets.UTF_8));
        }
        return list;
    }

    private static Payloads of(Shape shape, long seed, int count) {
        var market = new WireShapes(seed);
        List<byte[]> list = market.messages(shape, count);
        List<String> symbols = market.coins.stream().map(c -> symbol(shape, c)).toList();
        return new Payloads(shape.title, shape.protocol, form(shape), symbols, list);
    }

    /// A kind of message.
    public enum Shape {
        AGG_TRADE("binance-usdm aggTrade", "binance-usdm"),
        DEPTH_UPDATE("binance-usdm depthUpdate", "binance-usdm"),
        BOOK_TICKER("binance-usdm bookTicker", "binance-usdm"),
        FORCE_ORDER("binance-usdm forceOrder", "binance-usdm"),
        BYBIT_TRADE("bybit-linear publicTrade", "bybit-linear"),
        BYBIT_BOOK("bybit-linear orderbook", "bybit-linear"),
        OKX_TRADE("okx-spot trades", "okx-spot"),
        OKX_BOOK("okx-spot books", "okx-spot");

        private final String title;
        private final String protocol;

        Shape(String title, String protocol) {
            this.title = title;
            this.protocol = protocol;
        }

        private boolean isBook() {
            return switch (this) {
                case DEPTH_UPDATE, BYBIT_BOOK, OKX_BOOK -> true;
                case AGG_TRADE, BOOK_TICKER, FORCE_ORDER, BYBIT_TRADE, OKX_TRADE -> false;
            };
        }
    }

    private static String symbol(Shape shape, String coin) {
        return coin + (shape.protocol.startsWith("okx") ? "-USDT" : "USDT");
    }

    private int pick() {
        double at = random.nextDouble() * upTo[SYMBOLS - 1];
        int i = 0;
        while (upTo[i] < at) {
            i++;
        }
        nowMs += random.nextInt(3);
        id[i] += random.nextInt(1, 4);
        price[i] = Math.max(1_000, price[i] + random.nextInt(-2, 3));
        return i;
    }

    private static String text(long mantissa, int decimals) {
        String digits = Long.toString(mantissa);
        if (decimals == 0) {
            return digits;
        }
        digits = "0".repeat(Math.max(0, decimals + 1 - digits.length())) + digits;
        int point = digits.length() - decimals;
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    private String priceOf(int i, long away) {
        return text(Math.max(1, price[i] + away), priceDecimals[i]);
    }

    private String quantityOf(int i) {
        double pareto = StrictMath.pow(1 - random.nextDouble(), -1 / TAIL_EXPONENT);
        return text(Math.min(99_999_999, (long) (pareto * 3)), quantityDecimals[i]);
    }

    private String levels(int i, int count, int direction, String more) {
        var levels = new StringBuilder();
        long away = 1;
        for (int n = 0; n < count; n++) {
            away += random.nextInt(1, 5);
            String quantity = random.nextInt(4) == 0 ? zero(i) : quantityOf(i);
            levels.append(n == 0 ? "['" : ",['")
                    .append(priceOf(i, direction * away))
                    .append("','")
                    .append(quantity)
                    .append('\'')
                    .append(more)
                    .append(']');
        }
        return levels.toString();
    }

    private String zero(int i) {
        return text(0, quantityDecimals[i]);
    }

    private String uuid() {
        String hex = String.format("%016x%016x", random.nextLong(), random.nextLong());
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    private String message(Shape shape, int i) {
        String s = symbol(shape, coins.get(i));
        long sent = nowMs + random.nextInt(5);
        boolean coin = random.nextBoolean();
        return switch (shape) {
            case AGG_TRADE ->
                    "{'e':'aggTrade','E':"
                            + sent
                            + ",'a':"
                            + id[i]
                            + ",'s':'"
                            + s
                            + "','p':'"
                            + priceOf(i, 0)
                            + "','q':'"
                            + quantityOf(i)
                            + "','f':"
                            + id[i] * 2
                            + ",'l':"
                            + (id[i] * 2 + 1)
                            + ",'T':"
                            + nowMs
                            + ",'m':"
                            + coin
                            + "}";
            case DEPTH_UPDATE ->
                    "{'e':'depthUpdate','E':"
                            + sent
                            + ",'T':"
                            + nowMs
                            + ",'s':'"
                            + s
                            + "','U':"
                            + id[i] * 50
                            + ",'u':"
                            + (id[i] * 50 + 30)
                            + ",'pu':"
                            + (id[i] * 50 - 1)
                            + ",'b':["
                            + levels(i, DIFF_LEVELS, -1, "")
                            + "],'a':["
                            + levels(i, DIFF_LEVELS, 1, "")
                            + "]}";
            case BOOK_TICKER ->
                    "{'e':'bookTicker','u':"
                            + id[i] * 50
                            + ",'s':'"
                            + s
                            + "','b':'"
                            + priceOf(i, -1)
                            + "','B':'"
                            + quantityOf(i)
                            + "','a':'"
                            + priceOf(i, 0)
                            + "','A':'"
                            + quantityOf(i)
                            + "','T':"
                            + nowMs
                            + ",'E':"
                            + sent
                            + "}";
            case FORCE_ORDER -> {
                String q = quantityOf(i);
                yield "{'e':'forceOrder','E':"
                        + sent
                        + ",'o':{'s':'"
                        + s
                        + "','S':'"
                        + (coin ? "SELL" : "BUY")
                        + "','o':'LIMIT','f':'IOC','q':'"
                        + q
                        + "','p':'"
                        + priceOf(i, -5)
                        + "','ap':'"
                        + priceOf(i, 0)
                        + "','X':'FILLED','l':'"
                        + q
                        + "','z':'"
                        + q
                        + "','T':"
                        + nowMs
                        + "}}";
            }
            case BYBIT_TRADE ->
                    "{'topic':'publicTrade."
                            + s
                            + "','type':'snapshot','ts':"
                            + sent
                            + ",'data':[{'T':"
                            + nowMs
                            + ",'s':'"
                            + s
                            + "','S':'"
                            + (coin ? "Buy" : "Sell")
                            + "','v':'"
                            + quantityOf(i)
                            + "','p':'"
                            + priceOf(i, 0)
                            + "','L':'ZeroMinusTick','i':'"
                            + uuid()
                            + "','BT':false,'seq':"
                            + id[i] * 31
                            + "}]}";
            case BYBIT_BOOK ->
                    "{'topic':'orderbook.200."
                            + s
                            + "','type':'delta','ts':"
                            + sent
                            + ",'data':{'s':'"
                            + s
                            + "','b':["
                            + levels(i, random.nextInt(1, 13), -1, "")
                            + "],'a':["
                            + levels(i, random.nextInt(1, 13), 1, "")
                            + "],'u':"
                            + id[i]
                            + ",'seq':"
                            + id[i] * 31
                            + "},'cts':"
                            + nowMs
                            + "}";
            case OKX_TRADE ->
                    "{'arg':{'channel':'trades','instId':'"
                            + s
                            + "'},'data':[{'instId':'"
                            + s
                            + "','tradeId':'"
                            + id[i]
                            + "','px':'"
                            + priceOf(i, 0)
                            + "','sz':'"
                            + quantityOf(i)
                            + "','side':'"
                            + (coin ? "buy" : "sell")
                            + "','ts':'"
                            + nowMs
                            + "','count':'3','seqId':"
                            + id[i] * 31
                            + "}]}";
            case OKX_BOOK ->
                    "{'arg':{'channel':'books','instId':'"
                            + s
                            + "'},'action':'update','data':[{"
                            + "'asks':["
                            + levels(i, random.nextInt(1, 13), 1, ",'0','3'")
                            + "],'bids':["
                            + levels(i, random.nextInt(1, 13), -1, ",'0','3'")
                            + "],'ts':'"
                            + nowMs
                            + "','checksum':"
                            + (int) id[i]
                            + ",'prevSeqId':"
                            + id[i]
                            + ",'seqId':"
                            + (id[i] + 1)
                            + "}]}";
        };
    }

    private static final Form.Emission TRADE =
            (found, sink) ->
                    sink.trade(
                            found.on().code(),
                            found.timeNs(),
                            found.receiveTimeNs,
                            found.values[Found.PRICE],
                            found.values[Found.QUANTITY],
                            found.values[Found.FLAG] == 1 ? TakerSide.BUY : TakerSide.SELL,
                            found.values[Found.ID]);
    private static final Form.Emission MAKER_TRADE =
            (found, sink) -> {
                found.values[Found.FLAG] ^= 1;
                TRADE.emit(found, sink);
            };
    private static final Form.Emission DELTA =
            (found, sink) ->
                    sink.bookDelta(
                            found.on().code(),
                            found.timeNs(),
                            found.receiveTimeNs,
                            found.values[Found.FIRST],
                            found.values[Found.LAST],
                            found.values[Found.PREVIOUS],
                            found.levels);
    private static final Form.Emission DELTA_OF_ONE_NUMBER =
            (found, sink) -> {
                found.values[Found.FIRST] = found.values[Found.LAST];
                DELTA.emit(found, sink);
            };
    private static final Form.Emission QUOTE =
            (found, sink) ->
                    sink.quote(
                            found.on().code(),
                            found.timeNs(),
                            found.receiveTimeNs,
                            found.values[Found.BID],
                            found.values[Found.BID_QUANTITY],
                            found.values[Found.ASK],
                            found.values[Found.ASK_QUANTITY],
                            found.values[Found.ID]);
    private static final Form.Emission LIQUIDATION =
            (found, sink) ->
                    sink.liquidation(
                            found.on().code(),
                            found.timeNs(),
                            found.receiveTimeNs,
                            found.values[Found.FLAG] == 1 ? PositionSide.LONG : PositionSide.SHORT,
                            found.values[Found.QUANTITY],
                            found.values[Found.PRICE],
                            PriceKind.FILL,
                            found.on()
                                    .instrument()
                                    .notionalMicroUsd(
                                            found.values[Found.QUANTITY],
                                            found.values[Found.PRICE]),
                            Completeness.SAMPLED,
                            MarketEvent.NONE);

    private static Form form(Shape shape) {
        return switch (shape) {
            case AGG_TRADE -> binanceTrade("a");
            case DEPTH_UPDATE -> binanceDepth();
            case BOOK_TICKER -> binanceTicker();
            case FORCE_ORDER ->
                    new Form(Form.NONE)
                            .within(
                                    "o",
                                    Form.Kind.OBJECT,
                                    new Form(LIQUIDATION)
                                            .with("s", Form.Kind.SYMBOL)
                                            .word("S", Found.FLAG, "SELL")
                                            .with("ap", Form.Kind.PRICE, Found.PRICE)
                                            .with("z", Form.Kind.QUANTITY, Found.QUANTITY)
                                            .with("T", Form.Kind.INTEGER, Found.TIME));
            case BYBIT_TRADE ->
                    new Form(Form.NONE)
                            .within(
                                    "data",
                                    Form.Kind.OBJECTS,
                                    new Form(TRADE)
                                            .with("T", Form.Kind.INTEGER, Found.TIME)
                                            .with("s", Form.Kind.SYMBOL)
                                            .word("S", Found.FLAG, "Buy")
                                            .with("v", Form.Kind.QUANTITY, Found.QUANTITY)
                                            .with("p", Form.Kind.PRICE, Found.PRICE)
                                            .with("i", Form.Kind.ID, Found.ID));
            case BYBIT_BOOK ->
                    new Form(DELTA_OF_ONE_NUMBER)
                            .within(
                                    "data",
                                    Form.Kind.OBJECT,
                                    new Form(Form.NONE)
                                            .with("s", Form.Kind.SYMBOL)
                                            .with("b", Form.Kind.BIDS)
                                            .with("a", Form.Kind.ASKS)
                                            .with("u", Form.Kind.INTEGER, Found.LAST))
                            .with("cts", Form.Kind.INTEGER, Found.TIME);
            case OKX_TRADE ->
                    new Form(Form.NONE)
                            .within(
                                    "data",
                                    Form.Kind.OBJECTS,
                                    new Form(TRADE)
                                            .with("instId", Form.Kind.SYMBOL)
                                            .with("tradeId", Form.Kind.ID, Found.ID)
                                            .with("px", Form.Kind.PRICE, Found.PRICE)
                                            .with("sz", Form.Kind.QUANTITY, Found.QUANTITY)
                                            .word("side", Found.FLAG, "buy")
                                            .with("ts", Form.Kind.INTEGER, Found.TIME));
            case OKX_BOOK ->
                    new Form(Form.NONE)
                            .within(
                                    "arg",
                                    Form.Kind.OBJECT,
                                    new Form(Form.NONE).with("instId", Form.Kind.SYMBOL))
                            .within(
                                    "data",
                                    Form.Kind.OBJECTS,
                                    new Form(DELTA_OF_ONE_NUMBER)
                                            .with("asks", Form.Kind.ASKS)
                                            .with("bids", Form.Kind.BIDS)
                                            .with("ts", Form.Kind.INTEGER, Found.TIME)
                                            .with("seqId", Form.Kind.INTEGER, Found.LAST)
                                            .with("prevSeqId", Form.Kind.INTEGER, Found.PREVIOUS));
        };
    }

    /// Recorded messages of Binance USD-M of the kinds that recordings have, as they came.
    ///
    /// @param file lines of a time of receipt and a message, gzip
    /// @param most messages of each kind
    public static List<Payloads> recorded(Path file, int most) throws IOException {
        var trades = new ArrayList<byte[]>();
        var quotes = new ArrayList<byte[]>();
        var diffs = new ArrayList<byte[]>();
        for (String message : WireStream.lines(file)) {
            String payload = message.substring(message.indexOf(' ') + 1);
            List<byte[]> into =
                    payload.contains("\"X\":\"MARKET\"")
                            ? trades
                            : payload.contains("\"e\":\"bookTicker\"")
                                    ? quotes
                                    : payload.contains("\"e\":\"depthUpdate\"")
                                            ? diffs
                                            : new ArrayList<>();
            if (into.size() < most) {
                into.add(payload.getBytes(StandardCharsets.UTF_8));
            }
        }
        return List.of(
                recorded("recorded usdm trade", binanceTrade("t"), trades),
                recorded("recorded usdm depthUpdate", binanceDepth(), diffs),
                recorded("recorded usdm bookTicker", binanceTicker(), quotes));
    }

    private static Payloads recorded(String name, Form form, List<byte[]> messages) {
        Form enveloped = new Form(Form.NONE).within("data", Form.Kind.OBJECT, form);
        return new Payloads(name, "binance-usdm", enveloped, List.of("BTCUSDT"), messages);
    }

    private static Form binanceTrade(String idName) {
        return new Form(MAKER_TRADE)
                .with("T", Form.Kind.INTEGER, Found.TIME)
                .with("s", Form.Kind.SYMBOL)
                .with("p", Form.Kind.PRICE, Found.PRICE)
                .with("q", Form.Kind.QUANTITY, Found.QUANTITY)
                .with("m", Form.Kind.FLAG, Found.FLAG)
                .with(idName, Form.Kind.INTEGER, Found.ID);
    }

    private static Form binanceDepth() {
        return new Form(DELTA)
                .with("T", Form.Kind.INTEGER, Found.TIME)
                .with("s", Form.Kind.SYMBOL)
                .with("U", Form.Kind.INTEGER, Found.FIRST)
                .with("u", Form.Kind.INTEGER, Found.LAST)
                .with("pu", Form.Kind.INTEGER, Found.PREVIOUS)
                .with("b", Form.Kind.BIDS)
                .with("a", Form.Kind.ASKS);
    }

    private static Form binanceTicker() {
        return new Form(QUOTE)
                .with("T", Form.Kind.INTEGER, Found.TIME)
                .with("s", Form.Kind.SYMBOL)
                .with("u", Form.Kind.INTEGER, Found.ID)
                .with("b", Form.Kind.PRICE, Found.BID)
                .with("B", Form.Kind.QUANTITY, Found.BID_QUANTITY)
                .with("a", Form.Kind.PRICE, Found.ASK)
                .with("A", Form.Kind.QUANTITY, Found.ASK_QUANTITY);
    }
}

package spillway.bench.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import spillway.market.Instruments;
import spillway.signals.OperatorHost;
import spillway.signals.Watermarks;
import spillway.signals.totals.RollingTotals;
import spillway.venues.Venues;
import spillway.venues.book.BookContinuity;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;

/// Messages of several markets in the order in which they arrived, and the way from their bytes to
/// totals: decoder, continuity of books, operator host.
public final class WireStream {
    /// A liquidation order comes after so many recorded messages, in which there are none.
    public static final int MESSAGES_PER_LIQUIDATION = 50;

    private static final Map<String, String> PROTOCOL_OF_FILE =
            Map.of(
                    "spot_btcusdt", "binance-spot",
                    "usdm_btcusdt", "binance-usdm",
                    "cm_btcusd_perp", "binance-coinm");
    private static final long NS_PER_MS = 1_000_000;

    /// One message.
    private static final class Arrived {
        /// Of the market that sent it.
        private final String protocol;

        private final long receiveTimeNs;
        private final byte[] bytes;

        Arrived(String protocol, long receiveTimeNs, byte[] bytes) {
            this.protocol = protocol;
            this.receiveTimeNs = receiveTimeNs;
            this.bytes = bytes;
        }
    }

    private final List<Arrived> messages;

    private WireStream(List<Arrived> messages) {
        this.messages = List.copyOf(messages);
    }

    public int size() {
        return messages.size();
    }

    /// The messages as text.
    public List<String> texts() {
        return messages.stream().map(m -> new String(m.bytes, StandardCharsets.UTF_8)).toList();
    }

    /// Of a message, on average.
    public double bytesPerMessage() {
        return messages.stream().mapToLong(m -> m.bytes.length).average().orElse(0);
    }

    /// All recordings of a folder, in the order of their receipt, a synthetic liquidation order
    /// after each [#MESSAGES_PER_LIQUIDATION].
    ///
    /// @param folder holds gzip files of lines, each a time of receipt and a message
    public static WireStream recorded(Path folder) throws IOException {
        var recorded = new ArrayList<Arrived>();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                for (var protocol : PROTOCOL_OF_FILE.entrySet()) {
                    if (name.startsWith(protocol.getKey())) {
                        read(file, protocol.getValue(), recorded);
                    }
                }
            }
        }
        recorded.sort(Comparator.comparingLong(m -> m.receiveTimeNs));
        return withLiquidations(recorded);
    }

    private static void read(Path file, String protocol, List<Arrived> into) throws IOException {
        for (String line : lines(file)) {
            int space = line.indexOf(' ');
            byte[] message = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            into.add(new Arrived(protocol, Long.parseLong(line.substring(0, space)), message));
        }
    }

    /// The lines of a gzip file.
    static List<String> lines(Path file) throws IOException {
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static WireStream withLiquidations(List<Arrived> recorded) {
        var all = new ArrayList<Arrived>();
        for (Arrived one : recorded) {
            all.add(one);
            if (all.size() % MESSAGES_PER_LIQUIDATION == 0) {
                all.add(liquidation(one.receiveTimeNs));
            }
        }
        return new WireStream(all);
    }

    private static Arrived liquidation(long receiveTimeNs) {
        long ms = receiveTimeNs / NS_PER_MS;
        String side = ms % 3 == 0 ? "BUY" : "SELL";
        String size = "0." + (ms % 900 + 100);
        String message =
                "{'e':'forceOrder','E':"
                        + ms
                        + ",'o':{'s':'BTCUSDT','S':'"
                        + side
                        + "','o':'LIMIT','f':'IOC','q':'"
                        + size
                        + "','p':'61000.00','ap':'61234.50','X':'FILLED','l':'"
                        + size
                        + "','z':'"
                        + size
                        + "','T':"
                        + ms
                        + "}}";
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Arrived("binance-usdm", receiveTimeNs, bytes);
    }

    /// Messages made up, where there are no recordings: trades, best prices and liquidation orders
    /// of one market.
    public static WireStream synthetic(long seed, int messages) {
        var all = new ArrayList<Arrived>();
        long receivedNs = 1_770_336_000_000_000_000L;
        List<byte[]> trades = WireShapes.messages(WireShapes.Shape.AGG_TRADE, seed, messages / 2);
        List<byte[]> quotes = WireShapes.messages(WireShapes.Shape.BOOK_TICKER, seed, messages / 2);
        for (int i = 0; i < trades.size(); i++) {
            receivedNs += NS_PER_MS;
            all.add(new Arrived("binance-usdm", receivedNs, trades.get(i)));
            all.add(new Arrived("binance-usdm", receivedNs, quotes.get(i)));
        }
        return withLiquidations(all);
    }

    /// A new way from bytes to totals.
    public Pipeline pipeline() {
        return new Pipeline();
    }

    /// Takes the messages one after the other.
    public final class Pipeline {
        private final OperatorHost host;
        private final WireDecoder[] decoders;
        private int next;

        private Pipeline() {
            var instruments = new Instruments();
            var totals = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
            host =
                    OperatorHost.byArrival(
                            instruments, List.of(totals), Watermarks.live(instruments));
            var byProtocol = new HashMap<String, WireDecoder>();
            decoders = new WireDecoder[messages.size()];
            for (int i = 0; i < decoders.length; i++) {
                decoders[i] =
                        byProtocol.computeIfAbsent(
                                messages.get(i).protocol, name -> decoder(name, instruments));
            }
        }

        private WireDecoder decoder(String name, Instruments instruments) {
            VenueProtocol protocol = Venues.byName(name).orElseThrow();
            var continuity = new BookContinuity(_ -> protocol.continuity(), _ -> {}, host);
            return protocol.decoder(new Symbols(instruments, protocol.symbolRule()), continuity);
        }

        /// Takes the next message's bytes, from wherever they come.
        public void take(byte[] bytes, int from, int to) {
            decoders[next].message(bytes, from, to, messages.get(next).receiveTimeNs);
            next++;
        }

        /// Takes all messages from memory.
        public void takeAll() {
            for (Arrived message : messages) {
                take(message.bytes, 0, message.bytes.length);
            }
        }

        public boolean isComplete() {
            return next == messages.size();
        }

        /// Ends the stream.
        ///
        /// @return the state that the totals are in
        public long finish() {
            host.finish();
            return host.stateHash();
        }
    }
}

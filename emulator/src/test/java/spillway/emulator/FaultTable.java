package spillway.emulator;

import spillway.market.Channel;

/// What of a fault a venue's protocol shows, and what it brings about. The page
/// `docs/reference/venues.md` says the same in words.
final class FaultTable {
    /// Whether a fault must be found.
    enum Visible {
        YES,
        /// The protocol has nothing that would show it.
        NO,
        /// Found or not, as it happens: the reason is beside each.
        PERHAPS
    }

    private static final long SECOND_NS = 1_000_000_000L;

    /// The way over the network, and one look.
    private static final long WAY_NS = 150_000_000L;

    /// A lag of a fault before may still be on its way.
    private static final long LONGEST_LAG_NS = 6 * SECOND_NS;

    /// A hole is told when its patience is over, a break when the next change comes.
    private static final long TOLD_WITHIN_NS = 10 * SECOND_NS;

    private FaultTable() {}

    static Channel channelOf(String topic) {
        if (topic.contains("depth")
                || topic.contains("orderbook.200")
                || topic.startsWith("books")) {
            return Channel.BOOK;
        }
        if (topic.contains("bookTicker")
                || topic.contains("orderbook.1.")
                || topic.startsWith("bbo-tbt")) {
            return Channel.QUOTES;
        }
        if (topic.contains("aggTrade")
                || topic.contains("publicTrade")
                || topic.startsWith("trades")) {
            return Channel.TRADES;
        }
        return topic.contains("forceOrder") || topic.contains("iquidation")
                ? Channel.LIQUIDATIONS
                : Channel.MARK_PRICE;
    }

    /// Whether `fault` must be found, if its connection was up and stayed up.
    static Visible visible(InjectedFault fault) {
        boolean isBinance = fault.venue().startsWith("binance");
        Channel channel = channelOf(fault.topic());
        return switch (fault.kind()) {
            case DISCONNECT, HALF_FRAME, SILENCE, GARBAGE, SLOW, DUPLICATE -> Visible.YES;
            case REORDER ->
                    switch (channel) {
                        // Each change has a later time than the one before.
                        case BOOK -> Visible.YES;
                        // Numbered at Binance; elsewhere trades of one moment have one time.
                        case TRADES -> isBinance ? Visible.YES : Visible.PERHAPS;
                        // What is told twice in one moment has one time.
                        case QUOTES, MARK_PRICE -> Visible.PERHAPS;
                        // By time, where a symbol has a stream of its own.
                        case LIQUIDATIONS ->
                                fault.venue().startsWith("okx") ? Visible.NO : Visible.PERHAPS;
                        default -> throw new IllegalArgumentException(fault.toString());
                    };
            case GAP ->
                    switch (channel) {
                        case BOOK -> Visible.YES;
                        case TRADES -> isBinance ? Visible.YES : Visible.NO;
                        // Binance sends one each second: five are a pause.
                        case MARK_PRICE -> isBinance ? Visible.PERHAPS : Visible.NO;
                        case QUOTES, LIQUIDATIONS -> Visible.NO;
                        default -> throw new IllegalArgumentException(fault.toString());
                    };
        };
    }

    /// Whether the finding says that just this fault happened.
    static boolean says(Finding finding, InjectedFault fault, String connection) {
        if (!finding.venue().equals(fault.venue())) {
            return false;
        }
        boolean isThere = finding.connection().equals(connection);
        boolean isOfTopic = isThere && finding.channel() == channelOf(fault.topic());
        boolean isOfSymbol = isOfTopic && fault.symbols().contains(finding.symbol());
        long fromNs = fault.fromNs();
        long toNs = fault.toNs();
        return switch (fault.kind()) {
            case DISCONNECT ->
                    finding.what() == Finding.What.LOSS
                            && isThere
                            && finding.said().equals("reset")
                            && finding.isIn(fromNs, fromNs + WAY_NS);
            case HALF_FRAME ->
                    finding.what() == Finding.What.LOSS
                            && isThere
                            && finding.said().startsWith("cut inside a message")
                            && finding.isIn(fromNs, fromNs + WAY_NS);
            case SILENCE ->
                    isThere
                            && ((finding.what() == pauseOf(connection)
                                            && finding.isIn(toNs, toNs + 3 * SECOND_NS))
                                    || (finding.what() == Finding.What.LOSS
                                            && finding.said().startsWith("silent for")
                                            && finding.isIn(toNs - WAY_NS, toNs + 2 * SECOND_NS)));
            case GARBAGE ->
                    finding.what() == Finding.What.MALFORMED
                            && finding.isIn(fromNs, fromNs + LONGEST_LAG_NS);
            case SLOW ->
                    finding.what() == Finding.What.LAG
                            && isThere
                            && finding.isIn(fromNs, toNs + LONGEST_LAG_NS);
            case DUPLICATE ->
                    finding.what() == Finding.What.DUPLICATE
                            && isOfTopic
                            && finding.isIn(fromNs, fromNs + LONGEST_LAG_NS);
            case REORDER ->
                    finding.what() == Finding.What.REORDERED
                            && isOfTopic
                            && finding.isIn(fromNs, toNs + LONGEST_LAG_NS);
            case GAP ->
                    (finding.what() == Finding.What.BREAK || finding.what() == Finding.What.HOLE)
                            && isOfSymbol
                            && finding.isIn(fromNs - SECOND_NS, toNs + TOLD_WITHIN_NS);
        };
    }

    /// How a pause shows: where there are only books, by their numbers alone.
    private static Finding.What pauseOf(String connection) {
        return connection.equals("/ws/v5/public 1") ? Finding.What.BREAK : Finding.What.PAUSE;
    }

    /// Whether the finding is something that the fault brings about besides.
    static boolean bringsAbout(InjectedFault fault, Finding finding, String connection) {
        boolean isThere =
                finding.venue().equals(fault.venue()) && finding.connection().equals(connection);
        long fromNs = fault.fromNs();
        long toNs = fault.toNs();
        return switch (fault.kind()) {
            // Changes of books and numbers of trades that were not carried.
            case SILENCE ->
                    isThere
                            && (finding.what() == Finding.What.BREAK
                                    || finding.what() == Finding.What.HOLE)
                            && finding.isIn(fromNs - SECOND_NS, toNs + 40 * SECOND_NS);
            // A lag begins with a pause.
            case SLOW ->
                    isThere
                            && (finding.what() == Finding.What.LATE
                                    || finding.what() == Finding.What.LAG)
                            && finding.isIn(fromNs, toNs + LONGEST_LAG_NS);
            // A change that comes too early does not chain; a message may hold several facts.
            case REORDER ->
                    says(finding, fault, connection)
                            || (isThere
                                    && finding.what() == Finding.What.BREAK
                                    && fault.symbols().contains(finding.symbol())
                                    && finding.isIn(fromNs, toNs + LONGEST_LAG_NS));
            // Several messages of a stream may leave several holes.
            case GAP -> visible(fault) != Visible.NO && says(finding, fault, connection);
            case DISCONNECT, HALF_FRAME, DUPLICATE, GARBAGE -> false;
        };
    }

    /// Whether the connection was up when the fault met it, and for a while after: before, nothing
    /// is expected of it; after, its loss hides what it had not told yet.
    static boolean wasUp(Findings findings, InjectedFault fault, String connection) {
        return switch (fault.kind()) {
            case DISCONNECT, HALF_FRAME, GARBAGE -> true;
            case SILENCE -> isLive(findings, fault, connection, fault.fromNs());
            case GAP, DUPLICATE, REORDER, SLOW ->
                    isLive(findings, fault, connection, fault.toNs() + 3 * SECOND_NS);
        };
    }

    private static boolean isLive(
            Findings findings, InjectedFault fault, String connection, long untilNs) {
        return findings.wasLive(fault.venue(), connection, fault.fromNs() - SECOND_NS, untilNs);
    }
}

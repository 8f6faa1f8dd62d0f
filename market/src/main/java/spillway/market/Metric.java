package spillway.market;

/// What another party's aggregate measures. The unit belongs to the metric: importers convert to
/// it.
public enum Metric {
    PRICE(Channel.PRICE, "USD per coin"),
    LIQUIDATED_LONG(Channel.LIQUIDATIONS, "USD"),
    LIQUIDATED_SHORT(Channel.LIQUIDATIONS, "USD"),
    LIQUIDATION_ORDERS(Channel.LIQUIDATIONS, "orders"),
    DELEVERAGING_ORDERS(Channel.DELEVERAGING, "orders"),
    FUNDING_RATE(Channel.FUNDING, "fraction per funding interval"),
    FUNDING_RATE_BY_OPEN_INTEREST(Channel.FUNDING, "fraction per funding interval"),
    FUNDING_RATE_BY_VOLUME(Channel.FUNDING, "fraction per funding interval"),
    OPEN_INTEREST(Channel.OPEN_INTEREST, "USD"),
    OPEN_INTEREST_STABLE_MARGIN(Channel.OPEN_INTEREST, "USD"),
    OPEN_INTEREST_COIN_MARGIN(Channel.OPEN_INTEREST, "USD"),
    OPEN_INTEREST_COINS(Channel.OPEN_INTEREST, "coins"),
    CVD(Channel.CVD, "USD"),
    TAKER_BUY(Channel.TAKER_FLOW, "USD"),
    TAKER_SELL(Channel.TAKER_FLOW, "USD"),
    FUTURES_VOLUME(Channel.VOLUME, "USD"),
    SPOT_VOLUME(Channel.VOLUME, "USD"),
    SPOT_PRICE(Channel.PRICE, "USD per coin"),
    LONG_SHORT_ALL_ACCOUNTS(Channel.LONG_SHORT_RATIO, "longs per short"),
    LONG_SHORT_TOP_ACCOUNTS(Channel.LONG_SHORT_RATIO, "longs per short"),
    LONG_SHORT_TOP_POSITIONS(Channel.LONG_SHORT_RATIO, "longs per short"),
    BID_DEPTH(Channel.DEPTH, "USD"),
    ASK_DEPTH(Channel.DEPTH, "USD"),
    MARGIN_LONG(Channel.BORROWING, "coins"),
    MARGIN_SHORT(Channel.BORROWING, "coins"),
    BORROW_RATE(Channel.BORROWING, "fraction per year"),
    ETF_FLOW(Channel.ETF, "USD"),
    ETF_ASSETS(Channel.ETF, "USD"),
    SPOT_PREMIUM(Channel.SPOT_PREMIUM, "fraction");

    private final Channel channel;
    private final String unit;
    private final String key = Channel.camelCase(name());

    Metric(Channel channel, String unit) {
        this.channel = channel;
        this.unit = unit;
    }

    /// The channel whose coverage says when this was collected.
    public Channel channel() {
        return channel;
    }

    /// What one means.
    public String unit() {
        return unit;
    }

    /// The name in JSON and in mapping files: `liquidatedLong`.
    public String key() {
        return key;
    }
}

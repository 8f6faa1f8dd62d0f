package spillway.exchange.positions;

/// Positions to put into an index, by place; see [LiquidationIndex#put] for what each value is.
public interface Changes {
    int number(int place);

    int liquidationTicks(int place);

    long lots(int place);

    long cost(int place);

    long margin(int place);
}

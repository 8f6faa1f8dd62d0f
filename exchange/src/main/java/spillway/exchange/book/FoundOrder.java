package spillway.exchange.book;

/// A resting order as [OrderBook#find] shows it: read it at once, it is used again.
public final class FoundOrder {
    private OrderSide orderSide = OrderSide.BUY;
    private long priceTicks;
    private long lots;
    private Exposure exposure = Exposure.ANY;

    void set(OrderSide newSide, long newPriceTicks, long newLots, Exposure newExposure) {
        orderSide = newSide;
        priceTicks = newPriceTicks;
        lots = newLots;
        exposure = newExposure;
    }

    public OrderSide orderSide() {
        return orderSide;
    }

    public long priceTicks() {
        return priceTicks;
    }

    /// What is still open of it.
    public long lots() {
        return lots;
    }

    public Exposure exposure() {
        return exposure;
    }
}

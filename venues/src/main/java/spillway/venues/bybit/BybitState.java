package spillway.venues.bybit;

/// Best prices of an instrument as told so far.
final class BybitState {
    long bidPrice;
    long bidQuantity;
    long askPrice;
    long askQuantity;
}

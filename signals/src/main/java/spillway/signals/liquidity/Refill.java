package spillway.signals.liquidity;

/// How a book came back after it was thinnest, within 1 % of the price.
///
/// @param normalUsd median of the samples before the fall
/// @param lowestUsd lowest sample
/// @param lowestNs when
/// @param collapse `normalUsd / lowestUsd`
/// @param halfLifeS seconds from the lowest until half of what was missing was back; −1 while it is
///   not
public record Refill(
        double normalUsd, double lowestUsd, long lowestNs, double collapse, double halfLifeS) {
    public boolean isBack() {
        return halfLifeS >= 0;
    }
}

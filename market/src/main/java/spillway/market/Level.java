package spillway.market;

/// One price level of a book.
///
/// @param priceMantissa at the instrument's price scale
/// @param quantityMantissa at the instrument's quantity scale; 0 in a delta removes the level
public record Level(long priceMantissa, long quantityMantissa) {}

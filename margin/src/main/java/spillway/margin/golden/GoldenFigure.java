package spillway.margin.golden;

/// One expected figure of a case beside what was found.
///
/// @param name key in the file: `liq_price`
/// @param expected as the file has it
/// @param found as computed, to 12 decimals; `none` where there is no such price
/// @param holds whether they agree within the case's tolerance
public record GoldenFigure(String name, String expected, String found, boolean holds) {}

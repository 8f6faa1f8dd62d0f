package spillway.margin.statement;

/// Something that a statement rests on without being known.
///
/// @param name what is assumed: `closing-fee-rate`
/// @param value what it is taken to be
/// @param reason why, and which way it errs
public record Assumption(String name, String value, String reason) {}

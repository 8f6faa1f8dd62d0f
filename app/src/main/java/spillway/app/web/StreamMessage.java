package spillway.app.web;

/// One message of the stream.
///
/// @param seq its number in this run of the server; ascends
/// @param json its text
record StreamMessage(long seq, String json) {}

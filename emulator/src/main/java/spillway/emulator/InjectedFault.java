package spillway.emulator;

import java.util.List;

/// A fault as it met a client, told so that what the client says about it can be compared.
///
/// @param kind what went wrong
/// @param venue the protocol: `bybit-linear`
/// @param connection number of the client's connection, from 1 in order of connecting to the venue
/// @param topic the stream that it met, in the venue's words; empty where it met all of the
///   connection
/// @param symbols instruments that it met, of all streams of the connection where `topic` is empty
/// @param fromNs when the first message that it met was, or would have been, sent
/// @param toNs when the last was; for all of a connection when it ended
/// @param messages how many messages it kept back, sent twice, late or in another order
/// @param detail for people
public record InjectedFault(
        FaultKind kind,
        String venue,
        int connection,
        String topic,
        List<String> symbols,
        long fromNs,
        long toNs,
        int messages,
        String detail) {
    public InjectedFault {
        symbols = List.copyOf(symbols);
    }
}

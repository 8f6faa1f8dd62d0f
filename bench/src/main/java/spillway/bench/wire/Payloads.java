package spillway.bench.wire;

import java.util.List;
import java.util.function.IntFunction;
import spillway.market.Instruments;
import spillway.venues.Venues;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;

/// Messages of one kind as a venue sends them, each in bytes of its own, and all who can read them.
public final class Payloads {
    /// Of receipt, in every message.
    private static final long RECEIVED_NS = 1_770_336_000_123_456_789L;

    private final String name;
    private final VenueProtocol protocol;
    private final Form form;
    private final List<String> symbols;
    private final List<byte[]> messages;
    private final long bytes;

    Payloads(String name, String protocol, Form form, List<String> symbols, List<byte[]> messages) {
        this.name = name;
        this.protocol = Venues.byName(protocol).orElseThrow();
        this.form = form;
        this.symbols = List.copyOf(symbols);
        this.messages = List.copyOf(messages);
        bytes = messages.stream().mapToLong(m -> m.length).sum();
    }

    public String name() {
        return name;
    }

    public int size() {
        return messages.size();
    }

    /// Of a message, on average.
    public double bytesPerMessage() {
        return (double) bytes / messages.size();
    }

    /// Somebody who reads all messages once, into a tally.
    public interface Reader {
        /// Reads them; what the tally says in the end.
        long readAll();
    }

    private Symbols newSymbols() {
        var fresh = new Symbols(new Instruments(), protocol.symbolRule());
        symbols.forEach(fresh::find);
        return fresh;
    }

    /// The venue's decoder, as it is used everywhere.
    public Reader decoder(Tally sink) {
        WireDecoder decoder = protocol.decoder(newSymbols(), sink);
        return () -> {
            for (byte[] message : messages) {
                Decoded kind = decoder.message(message, 0, message.length, RECEIVED_NS);
                if (kind != Decoded.Events.DECODED) {
                    throw new IllegalStateException(name + ": expected events, found " + kind);
                }
            }
            return sink.sum();
        };
    }

    /// The general parsers in the order in which [#PEERS] names them.
    public static final List<String> PEERS =
            List.of("jackson-core 3.2.4", "fastjson2 2.0.64", "dsl-json 2.0.2");

    /// A general parser.
    ///
    /// @param which place in [#PEERS]
    public Reader peer(int which, Tally sink) {
        var found = new Found(newSymbols());
        List<IntFunction<Peer>> makers =
                List.of(
                        _ -> new JacksonPeer(form, found, sink),
                        _ -> new FastjsonPeer(form, found, sink, symbols),
                        _ -> new DslPeer(form, found, sink));
        Peer peer = makers.get(which).apply(which);
        return () -> {
            for (byte[] message : messages) {
                peer.message(message, RECEIVED_NS);
            }
            return sink.sum();
        };
    }
}

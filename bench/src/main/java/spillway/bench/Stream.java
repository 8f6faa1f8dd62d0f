package spillway.bench;

import java.nio.ByteBuffer;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventSink;
import spillway.market.Instruments;

/// Synthetic events made once, kept as bytes, and pushed as often as wanted, so that making them is
/// in no figure.
///
/// @param instruments the numbering of their codes
/// @param events how many
/// @param bytes encoded
record Stream(Instruments instruments, int events, ByteBuffer bytes) {
    static Stream of(long seed, SyntheticMarket.Mix mix, int events, long spanNs) {
        var instruments = new Instruments();
        var encoder = new EventEncoder();
        new SyntheticMarket(seed, instruments)
                .push(encoder, mix, events, SyntheticMarket.START_NS, spanNs);
        return new Stream(instruments, events, encoder.encoded());
    }

    /// What is called between two batches.
    @FunctionalInterface
    interface Commit {
        void run() throws java.io.IOException;
    }

    /// Pushes all events, with `commit` after each `batchBytes` or more of them and at the end.
    void push(EventSink sink, int batchBytes, Commit commit) throws java.io.IOException {
        var decoder = new EventDecoder();
        ByteBuffer in = bytes.duplicate().order(bytes.order());
        int committed = 0;
        while (in.hasRemaining()) {
            decoder.decodeOne(in, sink);
            if (in.position() - committed >= batchBytes) {
                commit.run();
                committed = in.position();
            }
        }
        commit.run();
    }
}

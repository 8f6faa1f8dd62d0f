package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import spillway.journal.FileDisk;
import spillway.journal.JournalReader;
import spillway.market.EventDecoder;
import spillway.market.EventKind;
import spillway.market.EventSink;

/// Walks through the events that are not sealed yet, as far as whole blocks of the journal go.
final class JournalCursor implements EventCursor {
    private final JournalReader reader;
    private final EventDecoder decoder = new EventDecoder();
    private final long fromSeq;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private int at;
    private int nextAt;
    private long seq;

    private JournalCursor(JournalReader reader, long fromSeq) {
        this.reader = reader;
        this.fromSeq = fromSeq;
    }

    static JournalCursor open(TapeLayout layout, long fromSeq) {
        return new JournalCursor(
                JournalReader.open(FileDisk.at(layout.journal()), fromSeq), fromSeq);
    }

    @Override
    public boolean next() throws IOException {
        do {
            if (nextAt >= block.limit() && !nextBlock()) {
                return false;
            }
            at = nextAt;
            nextAt = at + EventDecoder.sizeAt(block, at);
            seq++;
        } while (seq < fromSeq);
        return true;
    }

    private boolean nextBlock() throws IOException {
        if (!reader.next()) {
            return false;
        }
        block = reader.payload().slice().order(ByteOrder.LITTLE_ENDIAN);
        nextAt = 0;
        seq = reader.firstPosition() - 1;
        return true;
    }

    @Override
    public long seq() {
        return seq;
    }

    @Override
    public long venueTimeNs() {
        return EventDecoder.venueTimeNsAt(block, at);
    }

    /// When it was heard; [spillway.market.MarketEvent#NONE] for history.
    long receiveTimeNs() {
        return EventDecoder.receiveTimeNsAt(block, at);
    }

    @Override
    public EventKind kind() {
        return EventDecoder.kindAt(block, at);
    }

    @Override
    public int instrument() {
        return EventDecoder.instrumentAt(block, at);
    }

    /// Whether it is selected; learns the instrument if the writer has just added it.
    boolean isWanted(Tape tape, Selection selection) throws IOException {
        if (instrument() >= tape.instruments().size()) {
            tape.refreshInstruments();
        }
        return selection.kinds().contains(kind())
                && selection.isAt(venueTimeNs())
                && selection.isFrom(tape.instruments().get(instrument()).venue());
    }

    @Override
    public void push(EventSink sink) {
        sink.at(seq);
        decoder.decodeOne(block.position(at), sink);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

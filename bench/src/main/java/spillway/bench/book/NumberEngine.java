package spillway.bench.book;

import spillway.exchange.book.OrderBook;
import spillway.exchange.book.OrderCommands;

/// Spillway's book, its commands naming orders by number: the caller keeps a table of ids, and both
/// filling it and looking it up are inside what is measured.
public final class NumberEngine implements Engine {
    private static final int BATCH = 64;

    private final CommandStream stream;
    private final long[] ids;
    private final DigestSink sink;
    private final OrderBook book;
    private final OrderCommands batch = new OrderCommands(BATCH);

    public NumberEngine(CommandStream stream) {
        this.stream = stream;
        ids = new long[stream.placed + 1];
        sink = new DigestSink(ids);
        book = BookEngine.book(sink, stream);
    }

    @Override
    public String name() {
        return "book by number";
    }

    @Override
    public void run(int from, int to) {
        for (int i = from; i < to; i++) {
            int kind = stream.kind[i];
            int order = stream.order[i];
            boolean named = kind == CommandStream.CANCEL || kind == CommandStream.MOVE;
            // An order that comes to rest in this very batch has no id yet.
            if (batch.size() == BATCH || (named && ids[order] == 0)) {
                flush();
            }
            BookEngine.append(batch, stream, i, ids[order]);
            if (kind == CommandStream.MOVE) {
                ids[order] = 0;
            }
        }
        flush();
    }

    private void flush() {
        batch.applyTo(book);
        batch.clear();
    }

    @Override
    public long trades() {
        return sink.digest.value;
    }

    @Override
    public long tradeCount() {
        return sink.digest.trades;
    }

    @Override
    public long levels() {
        return BookEngine.levels(book);
    }
}

package spillway.tape;

import java.io.IOException;
import spillway.market.EventSorter;

/// A part of a tape that a [HappeningReplay] reads block by block, and that knows the earliest
/// venue time it still has to give.
sealed interface Slice extends AutoCloseable permits SegmentSlice, JournalSlice {
    /// Events of a block: as many as a page of our files has rows.
    int BLOCK_ROWS = 8_192;

    /// Nothing earlier is left; `Long.MAX_VALUE` if nothing is.
    long earliestLeftNs();

    /// Reads the next block.
    ///
    /// @return whether there may be more
    boolean read(EventSorter sorter) throws IOException;

    @Override
    void close() throws IOException;
}

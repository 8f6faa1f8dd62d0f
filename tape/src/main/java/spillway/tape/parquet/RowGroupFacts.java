package spillway.tape.parquet;

import java.util.List;

/// What the footer says of one row group.
///
/// @param chunks one for each column of the file, in their order
record RowGroupFacts(long rows, List<ChunkFacts> chunks) {
    RowGroupFacts {
        chunks = List.copyOf(chunks);
    }
}

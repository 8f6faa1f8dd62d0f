package spillway.tape.parquet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A finished file, forced to the disk.
///
/// @param bytes its length
/// @param ranges of the integer columns that have a value, in the order of the columns
public record WrittenFile(Path path, long rows, long bytes, List<ColumnRange> ranges) {
    public WrittenFile {
        ranges = List.copyOf(ranges);
    }

    public Optional<ColumnRange> range(String column) {
        return ranges.stream().filter(r -> r.column().equals(column)).findFirst();
    }
}

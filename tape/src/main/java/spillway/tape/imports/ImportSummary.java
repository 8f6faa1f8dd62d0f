package spillway.tape.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;

/// What became of one import: of each file, and of all of them as one session.
///
/// @param mapping name of the mapping
/// @param files in the order in which they were imported
/// @param gaps what is missing between the first and the last row of each feed, over all files
public record ImportSummary(
        String mapping, List<FileSummary> files, SortedMap<Feed, TimeSpans> gaps) {
    public ImportSummary {
        files = List.copyOf(files);
        gaps = Collections.unmodifiableSortedMap(new TreeMap<>(gaps));
    }

    private long sum(ToLongFunction<FileSummary> of) {
        long total = 0;
        for (var file : files) {
            total += of.applyAsLong(file);
        }
        return total;
    }

    /// Rows of all files.
    public long rows() {
        return sum(FileSummary::rows);
    }

    /// Rows of which at least one event was new.
    public long added() {
        return sum(FileSummary::added);
    }

    /// Rows that made events, none of them new.
    public long duplicates() {
        return sum(FileSummary::duplicates);
    }

    /// Rows in which something is wrong.
    public long rejected() {
        return sum(FileSummary::rejected);
    }

    /// Rows in which nothing was collected.
    public long empty() {
        return sum(FileSummary::empty);
    }

    /// Bytes of all files as stored.
    public long bytes() {
        return sum(FileSummary::bytes);
    }

    /// From the first row of any file to the end of the last.
    public Optional<TimeWindow> range() {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (var file : files) {
            if (file.range().isPresent()) {
                from = Math.min(from, file.range().get().fromNs());
                to = Math.max(to, file.range().get().toNs());
            }
        }
        return from > to ? Optional.empty() : Optional.of(new TimeWindow(from, to));
    }

    /// The windows in which some feed of `channel` has a gap.
    public List<TimeWindow> gaps(Channel channel) {
        var windows = new ArrayList<TimeWindow>();
        gaps.forEach((feed, spans) -> {
            if (feed.channel() == channel) {
                windows.addAll(spans.windows());
            }
        });
        return TimeSpans.of(windows).windows();
    }

    /// Whether every file was read to its end with no row rejected.
    public boolean clean() {
        return rejected() == 0
                && files.stream().allMatch(f -> f.outcome() == FileSummary.Outcome.READ);
    }
}

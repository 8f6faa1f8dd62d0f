package spillway.tape.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.TimeWindow;

/// Imports files of one kind into a tape, as one session in the order given.
///
/// Rows become events as the mapping says; a row with anything wrong in it makes no event, is
/// counted and, up to a number, described. A file of another kind is refused before anything of it
/// is pushed. After the last file, what was really collected is pushed as coverage, one
/// [spillway.market.FeedState#COVERED] for each stretch of each feed, so that a second import of
/// the same files brings the target nothing new.
///
/// Every file is streamed. The importer's memory grows with the number of instruments and of holes
/// in coverage, not of rows; what the target remembers to know duplicates is its own. Uses no clock
/// and no randomness: same files, same mapping, same events.
public final class Importer {
    /// So many rows at the start of a file, all rejected, mean that it is of another kind.
    private static final int ROWS_TRIED = 100;

    /// Reasons for which rejected rows are counted apart.
    private static final int MOST_REASONS = 50;

    private final Mapping mapping;
    private final ImportOptions options;
    private final ImportTarget target;

    public Importer(Mapping mapping, ImportOptions options, ImportTarget target) {
        this.mapping = mapping;
        this.options = options;
        this.target = target;
    }

    /// Imports `files`. Returns normally whatever is wrong with them: the summary says it.
    public ImportSummary run(List<Path> files) {
        var run = new Run(files);
        if (run.readsTwice) {
            files.forEach(run::learn);
        }
        var summaries = new ArrayList<FileSummary>();
        for (Path file : files) {
            summaries.add(run.importFile(file));
        }
        run.session.coverage.pushTo(
                target.sink(), target.instruments(), "import by " + mapping.name());
        return new ImportSummary(mapping.name(), summaries, run.session.coverage.gaps());
    }

    /// One command's worth of state.
    private final class Run {
        final Session session = new Session(mapping, options, target);
        final boolean readsTwice;
        private final int passes = RowSource.passes(mapping.format);
        private final long bytesTotal;
        private long bytesBefore;
        private long rows;

        Run(List<Path> files) {
            readsTwice = mapping.rules.stream().anyMatch(Run::needsLearning);
            long bytes = 0;
            for (Path file : files) {
                bytes += size(file);
            }
            bytesTotal = bytes * passes * (readsTwice ? 2 : 1);
        }

        private static boolean needsLearning(EventRule rule) {
            return switch (rule) {
                case EventRule.ReportedRule r ->
                        r.aggregate().zero() == EventRule.Zero.LEADING_MISSING;
                case EventRule.ReportedColumnsRule r ->
                        r.aggregate().zero() == EventRule.Zero.LEADING_MISSING;
                case EventRule.OrderRule _,
                        EventRule.TradeRule _,
                        EventRule.PositionRule _,
                        EventRule.StateRule _ ->
                        false;
            };
        }

        private static long size(Path file) {
            try {
                return Files.isRegularFile(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                return 0;
            }
        }

        private void report(long bytesInPass) {
            options.listener().progress(bytesBefore + bytesInPass, bytesTotal, rows);
        }

        /// Opens a file, which reads it once where it takes two passes.
        private RowSource open(SourceFile file, long size) throws IOException, Refused {
            RowSource source = RowSource.open(file, mapping, this::report);
            bytesBefore += size * (passes - 1);
            return source;
        }

        private void ended(long bytesUntilEnd) {
            bytesBefore = bytesUntilEnd;
            report(0);
        }

        /// Reads a file only to learn where its leading zeros end. What is wrong with it is said by
        /// the import that follows.
        void learn(Path path) {
            long size = size(path);
            long end = bytesBefore + passes * size;
            try (SourceFile file = SourceFile.open(path);
                    RowSource source = open(file, size)) {
                Plan plan = Plan.bind(session, source, new ImportProblems(path));
                long seen = 0;
                RowSource.Next next;
                while ((next = source.next(plan.row())) != RowSource.Next.END) {
                    if (next == RowSource.Next.ROW) {
                        learnRow(plan);
                    }
                    if (++seen % RowSource.ROWS_PER_REPORT == 0) {
                        report(source.bytesRead());
                    }
                }
            } catch (IOException | Refused e) {
                return;
            } finally {
                ended(end);
            }
        }

        private static void learnRow(Plan plan) {
            try {
                plan.read();
                plan.learn();
            } catch (BadCell e) {
                // Counted when the row is imported.
            }
        }

        FileSummary importFile(Path path) {
            long size = size(path);
            long end = bytesBefore + passes * size;
            var problems = new ImportProblems(path);
            var tally = new Tally(path);
            try (SourceFile file = SourceFile.open(path);
                    RowSource source = open(file, size)) {
                Plan plan = Plan.bind(session, source, problems);
                importRows(source, plan, problems, tally);
                source.cut().ifPresent(tally::cut);
                tally.noteEnd(plan, source);
                return tally.summary();
            } catch (Refused e) {
                return FileSummary.refused(e.problem(), size);
            } catch (IOException e) {
                if (tally.rows == 0) {
                    return FileSummary.refused(
                            problems.unreadable(e, "nothing of it is kept"), size);
                }
                tally.cut(problems.unreadable(e, "the rows read before that are kept"));
                return tally.summary();
            } finally {
                session.coverage.add(tally.coverage);
                ended(end);
            }
        }

        private void importRows(RowSource source, Plan plan, ImportProblems problems, Tally tally)
                throws IOException, Refused {
            RowSource.Next next;
            while ((next = source.next(plan.row())) != RowSource.Next.END) {
                if (next == RowSource.Next.MALFORMED) {
                    tally.reject(source.problem());
                } else {
                    importRow(plan, problems, tally);
                }
                rows++;
                if (tally.rows == ROWS_TRIED) {
                    refuseIfNothingFits(source, problems, tally);
                }
                if (rows % RowSource.ROWS_PER_REPORT == 0) {
                    report(source.bytesRead());
                }
            }
            refuseIfNothingFits(source, problems, tally);
        }

        private void refuseIfNothingFits(RowSource source, ImportProblems problems, Tally tally)
                throws Refused {
            ImportProblem first = tally.first;
            if (first != null && tally.rejected == tally.rows) {
                rows -= tally.rows;
                throw problems.nothingFits(mapping, first, tally.rows, source.firstFields());
            }
        }

        private void importRow(Plan plan, ImportProblems problems, Tally tally) {
            try {
                plan.read();
            } catch (BadCell bad) {
                tally.reject(problems.row(plan.row(), bad, plan.names()));
                return;
            }
            plan.judgeZeros();
            long before = target.added();
            int pushed = plan.push();
            tally.count(pushed, target.added() - before);
            tally.reach(plan.timeNs(), plan.timeNs() + plan.lengthNs());
            plan.cover(tally.coverage);
        }
    }

    /// What is counted of one file.
    private final class Tally {
        private final Path path;
        final CoverageLedger coverage =
                CoverageLedger.ofFile(mapping.coverage, mapping.time.stepNs());
        private final List<ImportProblem> problems = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final SortedMap<String, Long> reasons = new TreeMap<>();
        private @Nullable ImportProblem cut;
        @Nullable ImportProblem first;
        long rows;
        long rejected;
        private long added;
        private long duplicates;
        private long empty;
        private long fromNs = Long.MAX_VALUE;
        private long toNs = Long.MIN_VALUE;

        Tally(Path path) {
            this.path = path;
        }

        void reject(ImportProblem problem) {
            rows++;
            rejected++;
            String reason = problem.reason();
            reasons.merge(
                    reasons.size() < MOST_REASONS || reasons.containsKey(reason)
                            ? reason
                            : "other reasons",
                    1L,
                    Long::sum);
            if (first == null) {
                first = problem;
            }
            if (problems.size() < options.problemsKept()) {
                problems.add(problem);
            }
        }

        void count(int pushed, long fresh) {
            rows++;
            if (pushed == 0) {
                empty++;
            } else if (fresh > 0) {
                added++;
            } else {
                duplicates++;
            }
        }

        void reach(long rowFromNs, long rowToNs) {
            fromNs = Math.min(fromNs, rowFromNs);
            toNs = Math.max(toNs, rowToNs);
        }

        void cut(ImportProblem where) {
            cut = where;
        }

        void noteEnd(Plan plan, RowSource source) {
            notes.addAll(plan.notes());
            if (rows == 0) {
                notes.add("a header without rows");
            }
            source.note().ifPresent(notes::add);
        }

        FileSummary summary() {
            ImportProblem broken = cut;
            if (broken != null) {
                problems.add(broken);
            }
            return new FileSummary(
                    path,
                    broken == null ? FileSummary.Outcome.READ : FileSummary.Outcome.CUT,
                    rows,
                    added,
                    duplicates,
                    rejected,
                    empty,
                    reasons,
                    problems,
                    rows == 0 ? new TreeMap<>() : coverage.gaps(),
                    fromNs > toNs ? Optional.empty() : Optional.of(new TimeWindow(fromNs, toNs)),
                    Run.size(path),
                    notes);
        }
    }
}

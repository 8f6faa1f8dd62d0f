package spillway.tape.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.market.TimeWindow;

/// Imports files of one kind into a tape, as one session in the order given.
///
/// Rows become events as the mapping says; a row with anything wrong in it makes no event, is
/// counted and, up to a number, described. A file of another kind is refused before anything of it
/// is pushed. After the last file, what was really collected is pushed as coverage, one
/// [spillway.market.FeedState#COVERED] for each stretch of each feed: so the same rows make the
/// same events however they are spread over the files of a session, and a second import of them
/// brings the target nothing new.
///
/// Every file is streamed. Memory grows with the number of instruments and of holes in coverage,
/// not of rows. Uses no clock and no randomness: same files, same mapping, same events.
public final class Importer {
    /// Rows between two reports of progress.
    private static final int ROWS_PER_REPORT = 2048;

    /// So many rows at the start of a file, all rejected, mean that it is of another kind.
    private static final int ROWS_TRIED = 100;

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
        private final long bytesTotal;
        private long bytesBefore;
        private long rows;

        Run(List<Path> files) {
            readsTwice = mapping.rules.stream().anyMatch(Run::needsLearning);
            long bytes = 0;
            for (Path file : files) {
                bytes += size(file);
            }
            bytesTotal = readsTwice ? 2 * bytes : bytes;
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

        private void report(long bytesInFile) {
            options.listener().progress(bytesBefore + bytesInFile, bytesTotal, rows);
        }

        /// Reads a file only to learn where its leading zeros end. What is wrong with it is said by
        /// the import that follows.
        void learn(Path path) {
            try (SourceFile file = SourceFile.open(path);
                    RowSource source = RowSource.open(file, mapping)) {
                Plan plan = Plan.bind(session, source, new ImportProblems(path));
                long seen = 0;
                RowSource.Next next;
                while ((next = source.next(plan.row())) != RowSource.Next.END) {
                    if (next == RowSource.Next.ROW) {
                        learnRow(plan);
                    }
                    if (++seen % ROWS_PER_REPORT == 0) {
                        report(source.bytesRead());
                    }
                }
            } catch (IOException | Refused e) {
                return;
            } finally {
                bytesBefore += size(path);
                report(0);
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
            var problems = new ImportProblems(path);
            var tally = new Tally(path);
            try (SourceFile file = SourceFile.open(path);
                    RowSource source = RowSource.open(file, mapping)) {
                Plan plan = Plan.bind(session, source, problems);
                importRows(source, plan, problems, tally);
                source.cut().ifPresent(tally::cut);
                tally.noteEnd(plan, file);
                return tally.summary();
            } catch (Refused e) {
                return FileSummary.refused(e.problem(), size(path));
            } catch (IOException e) {
                if (tally.rows == 0) {
                    return FileSummary.refused(
                            problems.unreadable(e, "nothing of it is kept"), size(path));
                }
                tally.cut(problems.unreadable(e, "the rows read before that are kept"));
                return tally.summary();
            } finally {
                bytesBefore += size(path);
                report(0);
            }
        }

        private void importRows(RowSource source, Plan plan, ImportProblems problems, Tally tally)
                throws IOException, Refused {
            List<String> columns = source.columns();
            RowSource.Next next;
            while ((next = source.next(plan.row())) != RowSource.Next.END) {
                if (next == RowSource.Next.MALFORMED) {
                    tally.reject(source.problem());
                } else {
                    importRow(plan, problems, columns, tally);
                }
                rows++;
                if (tally.rows == ROWS_TRIED) {
                    refuseIfNothingFits(source, problems, tally);
                }
                if (rows % ROWS_PER_REPORT == 0) {
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

        private void importRow(
                Plan plan, ImportProblems problems, List<String> columns, Tally tally) {
            try {
                plan.read();
            } catch (BadCell bad) {
                tally.reject(problems.row(plan.row(), bad, columns));
                return;
            }
            plan.judgeZeros();
            long before = target.added();
            int pushed = plan.push();
            tally.count(pushed, target.added() - before);
            tally.reach(plan.timeNs(), plan.timeNs() + plan.lengthNs());
            plan.cover(session.coverage);
            plan.cover(tally.coverage);
        }
    }

    /// What is counted of one file.
    private final class Tally {
        private final Path path;
        final CoverageLedger coverage = new CoverageLedger(mapping.coverage, mapping.time.stepNs());
        private final List<ImportProblem> problems = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
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

        void noteEnd(Plan plan, SourceFile file) {
            if (!plan.unusedColumns().isEmpty()) {
                notes.add(
                        "columns that "
                                + mapping.name()
                                + " does not use: "
                                + String.join(", ", plan.unusedColumns()));
            }
            if (rows == 0) {
                notes.add("a header without rows");
            } else if (mapping.format == Mapping.Format.CSV && !file.endsWithNewline()) {
                notes.add(
                        "the last line has no end; if the file was cut there, its last value may be too");
            }
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
                    problems,
                    rows == 0 ? new TreeMap<>() : coverage.gaps(),
                    fromNs > toNs ? Optional.empty() : Optional.of(new TimeWindow(fromNs, toNs)),
                    Run.size(path),
                    notes);
        }
    }
}

package spillway.app.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spillway.market.CountingSink;
import spillway.tape.ImportSession;
import spillway.tape.TapeException;
import spillway.tape.TapeWriter;
import spillway.venues.book.BookContinuity;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.session.SessionAccount;
import spillway.venues.session.SessionReader;

/// What became of recorded sessions of one venue, read as one in the order given.
///
/// @param protocol name of the venue's protocol
/// @param account of every line
/// @param events that the messages made
/// @param added of them that were new to the tape
/// @param bookBreaks times that a book's changes did not chain
/// @param problems the first malformed lines, each with file, line and reason
public record RecordedSessions(
        String protocol,
        SessionAccount account,
        long events,
        long added,
        long bookBreaks,
        List<String> problems) {
    private static final int PROBLEMS_KEPT = 10;
    private static final int LONGEST_SHOWN = 160;

    /// One line in so many may be garbage; more, and the recording is of something else.
    private static final int LINES_PER_MALFORMED = 50;

    /// A handful of bad lines tells nothing about a short recording.
    private static final int MALFORMED_ALLOWED = 20;

    public RecordedSessions {
        problems = List.copyOf(problems);
    }

    /// Hears how far an import is.
    @FunctionalInterface
    public interface Listener {
        /// Takes how far it is.
        ///
        /// @param files read to their end
        /// @param all files to read
        /// @param events so far
        void progress(long files, long all, long events);
    }

    private static void refuseIfForeign(
            VenueProtocol protocol, SessionAccount account, List<String> problems)
            throws TapeException {
        long malformed = account.malformedLines();
        if (malformed > MALFORMED_ALLOWED && malformed > account.lines() / LINES_PER_MALFORMED) {
            throw new TapeException(
                    "expected a recording of "
                            + protocol.name()
                            + ", found "
                            + malformed
                            + " of "
                            + account.lines()
                            + " lines that are not; nothing of it is kept. Is it of another protocol"
                            + " (spillway import --list)? The first: "
                            + problems.getFirst());
        }
    }

    /// Puts `files` on the tape: all of it, or nothing if a file cannot be read or the disk is
    /// full.
    ///
    /// @throws IOException with what cannot be read or written
    public static RecordedSessions onTape(
            TapeWriter writer, VenueProtocol protocol, List<Path> files, Listener listener)
            throws IOException {
        var problems = new ArrayList<String>();
        try (ImportSession session = writer.beginImport()) {
            var counted = new CountingSink(session.sink(), _ -> {});
            var continuity = new BookContinuity(_ -> protocol.continuity(), _ -> {}, counted);
            var symbols = new Symbols(session.instruments(), protocol.symbolRule());
            var current = new Path[] {files.getFirst()};
            var reader =
                    new SessionReader(
                            protocol,
                            protocol.decoder(symbols, continuity),
                            new HealthReading(protocol.venue(), symbols, counted),
                            (line, bytes, from, to, why) -> {
                                if (problems.size() < PROBLEMS_KEPT) {
                                    int shown = Math.min(LONGEST_SHOWN, to - from);
                                    problems.add(
                                            current[0]
                                                    + ":"
                                                    + line
                                                    + ": "
                                                    + why
                                                    + "; the line is counted and dropped: "
                                                    + new String(
                                                            bytes,
                                                            from,
                                                            shown,
                                                            StandardCharsets.UTF_8));
                                }
                            });
            for (int i = 0; i < files.size(); i++) {
                current[0] = files.get(i);
                reader.read(files.get(i));
                listener.progress(i + 1, files.size(), counted.events());
            }
            refuseIfForeign(protocol, reader.account(), problems);
            session.finish();
            return new RecordedSessions(
                    protocol.name(),
                    reader.account(),
                    counted.events(),
                    session.added(),
                    continuity.breaks(),
                    problems);
        }
    }
}

package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import spillway.app.json.Json;
import spillway.app.recording.RecordedSessions;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.tape.TapeWriter;
import spillway.venues.protocol.VenueProtocol;
import tools.jackson.databind.node.ObjectNode;

/// `spillway import PROTOCOL`: recorded sessions of a venue's wire.
final class SessionImport {
    private SessionImport() {}

    /// Imports and answers.
    ///
    /// @return 1 if a line was malformed
    static int run(
            VenueProtocol protocol, List<Path> files, Path folder, boolean json, Console console)
            throws IOException {
        RecordedSessions sessions;
        try (var writer = TapeWriter.open(folder);
                var progress = console.progress("importing", "events")) {
            sessions = RecordedSessions.onTape(writer, protocol, files, progress::update);
        }
        if (json) {
            console.out().print(Json.show(json(sessions, folder)));
        } else {
            show(sessions, console);
        }
        sessions.problems().forEach(problem -> console.err().println("spillway: " + problem));
        return sessions.account().malformedLines() == 0 ? 0 : 1;
    }

    private static ObjectNode json(RecordedSessions sessions, Path folder) {
        var account = sessions.account();
        var node =
                Json.object()
                        .put("protocol", sessions.protocol())
                        .put("tape", folder.toString())
                        .put("lines", account.lines())
                        .put("messages", account.messages())
                        .put("control", account.control());
        var ignored = node.putObject("ignored");
        account.ignored().forEach(ignored::put);
        var malformed = node.putObject("malformed");
        account.malformed().forEach(malformed::put);
        return node.put("events", sessions.events())
                .put("added", sessions.added())
                .put("duplicates", sessions.events() - sessions.added())
                .put("bookBreaks", sessions.bookBreaks());
    }

    private static void show(RecordedSessions sessions, Console console) {
        var account = sessions.account();
        var table = new Table(Align.LEFT, Align.RIGHT);
        table.row("lines", Numbers.count(account.lines()));
        table.row("  messages", Numbers.count(account.messages()));
        table.row("  control", Numbers.count(account.control()));
        account.ignored().forEach((rule, n) -> table.row("  ignored, " + rule, Numbers.count(n)));
        account.malformed()
                .forEach((reason, n) -> table.row("  malformed, " + reason, Numbers.count(n)));
        table.row("events", Numbers.count(sessions.events()));
        table.row("  new to the tape", Numbers.count(sessions.added()));
        table.row("book breaks", Numbers.count(sessions.bookBreaks()));
        table.lines("").forEach(console.out()::println);
    }
}

package spillway.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.doctor.Finding;
import spillway.app.doctor.MachineChecks;
import spillway.app.doctor.TapeChecks;
import spillway.app.json.Json;

/// `spillway doctor`: what is wrong, and what to do.
public final class DoctorCommand implements Command {
    private final CommandSpec spec =
            Options.command(
                            "doctor",
                            List.of(
                                    "Looks at the machine, the disk and a tape, and says what is wrong and what to"
                                            + " do. Changes nothing. Exits with 1 if something does not"
                                            + " work."),
                            List.of("spillway doctor", "spillway doctor --tape DIR --json"))
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) {
        var findings = new ArrayList<>(MachineChecks.all(console.clock()));
        findings.addAll(TapeChecks.all(Options.tape(line), console.clock()));
        boolean bad = findings.stream().anyMatch(f -> f.state() == Finding.State.BAD);
        if (Options.isGiven(line, "--json")) {
            var node = Json.object().put("healthy", !bad);
            var list = node.putArray("findings");
            for (var finding : findings) {
                list.addObject()
                        .put("check", finding.check())
                        .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                        .put("found", finding.found())
                        .put("advice", finding.advice());
            }
            console.out().print(Json.show(node));
        } else {
            findings.forEach(finding -> show(finding, console));
        }
        return bad ? 1 : 0;
    }

    private static void show(Finding finding, Console console) {
        String mark =
                switch (finding.state()) {
                    case GOOD -> "good    ";
                    case WARNING -> "warning ";
                    case BAD -> "BAD     ";
                };
        console.out().println(mark + finding.check() + ": " + finding.found());
        if (!finding.advice().isEmpty()) {
            console.out().println("        " + finding.advice());
        }
    }
}

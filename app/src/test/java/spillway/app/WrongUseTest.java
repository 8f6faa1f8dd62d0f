package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.app.sample.SampleEvent;
import spillway.tape.TapeWriter;

/// A wrong line ends with 2 and a failure with 1; both say what to do, and nothing is answered.
class WrongUseTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nonsense                                     | 2 | no command 'nonsense'; there are import
                    totals --window soon                         | 2 | 4h, 7d or PT36H, found 'soon'
                    totals --window 0h                           | 2 | more than nothing
                    totals --at yesterday                        | 2 | expected a time such as 2026-02-05
                    totals --at 2026-02-30                       | 2 | expected a time
                    totals --universe all                        | 2 | expected published or tape, found 'all'
                    totals --venue Binance!                      | 2 | venue code must be
                    demo --faults fire                           | 2 | some of disconnect, silence, gap
                    demo --speed 0                               | 2 | --speed: expected more than 0
                    demo --for soon                              | 2 | found 'soon'
                    demo --port 70000                            | 2 | --port: expected 0 to 65535
                    emulate --protocols mtgox                    | 2 | no protocol 'mtgox'; there are
                    watch mtgox                                  | 2 | no protocol 'mtgox'; there are
                    watch --instruments top:many                 | 2 | top:N with a whole number
                    watch --channels gossip                      | 2 | --channels: expected some of trades
                    watch --base-url binance-usdm=ftp://x        | 2 | starts with http, https, ws or wss
                    watch --base-url http://127.0.0.1:1          | 1 | start one with `spillway emulate`
                    import session                               | 2 | at least one file
                    import                                       | 2 | expected the format csv, json, session or
                    import xml --map coinglass-hourly a.xml      | 2 | found 'xml'
                    import csv a.csv                             | 2 | expected --map
                    import csv --map nothing a.csv               | 2 | no mapping 'nothing' comes with Spillway
                    import csv --map coinglass-hourly            | 2 | at least one file
                    report --json --markdown --sample            | 2 | mutually exclusive
                    report --sample --coin BTC                   | 2 | the sample is its own tape
                    replay --order random                        | 2 | expected arrival or event, found 'random'
                    export                                       | 2 | expected --out
                    export --out x --kind trades                 | 2 | --kind: expected trade, quote
                    export --out x --format xls                  | 2 | expected csv, jsonl or parquet
                    sql                                          | 2 | QUERY
                    serve                                        | 1 | expected a tape
                    totals                                       | 1 | make one with `spillway import`
                    report                                       | 1 | expected a tape
                    replay                                       | 1 | expected a tape
                    """)
    void saysWhatWasExpected(String line, int exit, String message) {
        boolean takesTape = !line.startsWith("nonsense") && !line.startsWith("emulate");
        String[] words = (line + (takesTape ? " --tape" : "")).split(" ");
        String[] args = words;
        if (takesTape) {
            args = java.util.Arrays.copyOf(words, words.length + 1);
            args[words.length] = folder.resolve("none").toString();
        }
        var answer = Spillway.run(args);
        assertThat(answer.err()).contains(message);
        assertThat(answer.exit()).isEqualTo(exit);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void secondWriterIsToldWhoHoldsTheTape() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "timestamp\n");
        Path tape = folder.resolve("tape");
        try (var writer = TapeWriter.open(tape)) {
            var answer =
                    Spillway.run(
                            "import",
                            "csv",
                            "--map",
                            "coinglass-hourly",
                            "--coin",
                            "BTC",
                            file.toString(),
                            "--tape",
                            tape.toString());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.err())
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("Stop that one");
            assertThat(writer.nextSeq()).isZero();
            var doctor = Spillway.run("doctor", "--tape", tape.toString());
            assertThat(doctor.out())
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("is writing this tape");
        }
    }

    @Test
    void coinThatTheTapeDoesNotHaveIsRefusedWithThoseThatItHas() throws IOException {
        try (var sample = SampleEvent.onTape()) {
            String tape = sample.tape().folder().toString();
            var unknown = Spillway.run("totals", "--coin", "NOPE", "--tape", tape);
            assertThat(unknown.exit()).isEqualTo(2);
            assertThat(unknown.err()).contains("the tape has no 'NOPE'; it has SMPL");
            var small = Spillway.run("report", "--coin", "smpl", "--tape", tape);
            assertThat(small.exit()).isZero();
            assertThat(small.out()).startsWith("SMPL, ");
            var two = Spillway.run("report", "--coin", "SMPL,smpl", "--tape", tape);
            assertThat(two.exit()).isZero();
        }
    }

    @Test
    void recordingOfAnotherProtocolIsRefusedWhole() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(1_723_161_255_030_314_667L + i)
                    .append(" {\"stream\":\"btcusdt@depth\",\"data\":{\"e\":\"depthUpdate\",")
                    .append("\"E\":1723161256299,\"T\":1723161256298,\"s\":\"BTCUSDT\",\"U\":")
                    .append(i + 1)
                    .append(",\"u\":")
                    .append(i + 1)
                    .append(",\"pu\":")
                    .append(i)
                    .append(",\"b\":[],\"a\":[]}}\n");
        }
        Path file = Files.writeString(folder.resolve("futures.txt"), lines);
        String tape = folder.resolve("tape").toString();
        var answer = Spillway.run("import", "binance-spot", file.toString(), "--tape", tape);
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err())
                .contains("expected a recording of binance-spot")
                .contains("40 of 40 lines")
                .contains("nothing of it is kept");
        var replay = Spillway.run("replay", "--tape", tape, "--json");
        assertThat(replay.json().get("events").asLong()).isZero();
    }

    @Test
    void queriesThatWriteAreRefused() throws IOException {
        Path tape = folder.resolve("tape");
        TapeWriter.open(tape).close();
        var answer = Spillway.run("sql", "--tape", tape.toString(), "drop view trades");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("expected one SELECT");
    }

    @Test
    void foreignFileIsNamedAndNothingOfItIsKept() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.csv"), "Dear Sir,\nhow are you?\n");
        Path tape = folder.resolve("tape");
        var answer =
                Spillway.run(
                        "import",
                        "csv",
                        "--map",
                        "coinglass-hourly",
                        "--coin",
                        "BTC",
                        file.toString(),
                        "--tape",
                        tape.toString(),
                        "--json");
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err()).contains("letter.csv:1").contains("nothing of it is kept");
        assertThat(answer.json().get("added").asLong()).isZero();
        assertThat(answer.json().get("files").get(0).get("outcome").asString())
                .isEqualTo("refused");
    }

    @Test
    void emptyTapeIsNoDataAndNotZero() throws IOException {
        Path tape = folder.resolve("tape");
        TapeWriter.open(tape).close();
        var answer =
                Spillway.run("totals", "--tape", tape.toString(), "--at", "2026-02-05", "--json");
        assertThat(answer.exit()).isZero();
        assertThat(answer.json().get("total").isNull()).isTrue();
        assertThat(answer.json().get("notObserved").asString()).isNotBlank();
    }
}

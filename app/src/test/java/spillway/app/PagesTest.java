package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.app.command.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the pages say is what the program does.
class PagesTest {
    private static final Path HOME = Path.of(System.getProperty("spillway.home"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @TempDir Path folder;

    @Test
    void readmeShowsTheRealOutputOfItsCommand() throws IOException {
        var answer = Spillway.run("report", "--sample");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        Golden.part("README.md", "sample", "```text\n" + answer.out() + "```\n");
    }

    @Test
    void pictureOfTheSampleIsTheOneThatIsDrawn() throws IOException {
        Path svg = folder.resolve("sample.svg");
        assertThat(Spillway.run("report", "--sample", "--svg", svg.toString()).exit()).isZero();
        Golden.page("docs/images/sample.svg", Files.readString(svg));
    }

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        var version =
                Pattern.compile("<version>([0-9.]+)(?:-SNAPSHOT)?</version>")
                        .matcher(Files.readString(HOME.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Spillway.run("--version").out().strip())
                .isEqualTo("Spillway " + version.group(1));
    }

    @Test
    void commandsPageIsTheirHelp() throws IOException {
        var page = new StringBuilder();
        page.append(
                "# Commands\n\nWritten from the program's own `--help`; a test holds it equal.\n");
        page.append("\n```text\n").append(Spillway.run("--help").out()).append("```\n");
        for (Command command : Main.COMMANDS) {
            String name = command.spec().name();
            page.append("\n## ").append(name).append("\n\n```text\n");
            page.append(Spillway.run(name, "--help").out()).append("```\n");
        }
        Golden.page("docs/reference/commands.md", page.toString());
    }

    @Test
    void resultsPageIsMadeOfTheFilesBesideIt() throws IOException {
        Golden.page("docs/results/README.md", ResultsPage.of(HOME.resolve("docs/results")));
    }

    @Test
    void everyKeyOfEveryAnswerIsDocumented() throws IOException {
        String tape = folder.resolve("tape").toString();
        var keys = new TreeSet<String>();
        Path csv = Files.writeString(folder.resolve("orders.csv"), orders());
        Path map = Files.writeString(folder.resolve("orders.toml"), mapping());
        collect(
                Spillway.run(
                                "import",
                                "csv",
                                "--map",
                                map.toString(),
                                csv.toString(),
                                "--tape",
                                tape,
                                "--json")
                        .json(),
                keys);
        collect(Spillway.run("import", "--list", "--json").json(), keys);
        collect(Spillway.run(demo()).json(), keys);
        for (String line : Spillway.run(emulation()).out().lines().toList()) {
            collect(JsonMapper.shared().readTree(line), keys);
        }
        collect(Spillway.run("report", "--sample", "--json").json(), keys);
        collect(Spillway.run("margin", "rules", "--json").json(), keys);
        collect(Spillway.run(position()).json(), keys);
        collect(Spillway.run("compact", "--tape", tape, "--json").json(), keys);
        collect(Spillway.run("totals", "--tape", tape, "--json").json(), keys);
        collect(
                Spillway.run("totals", "--tape", tape, "--at", "2020-01-01", "--json").json(),
                keys);
        collect(Spillway.run("surges", "--tape", tape, "--json").json(), keys);
        collect(Spillway.run("events", "--json").json(), keys);
        collect(Spillway.run("positioning", "--tape", tape, "--json").json(), keys);
        collect(Spillway.run("liquidity", "--tape", tape, "--history", "--json").json(), keys);
        collect(Spillway.run("replay", "--tape", tape, "--json").json(), keys);
        collect(Spillway.run("doctor", "--tape", tape, "--json").json(), keys);
        collect(
                Spillway.run(
                                "export",
                                "--tape",
                                tape,
                                "--out",
                                folder.resolve("out").toString(),
                                "--json")
                        .json(),
                keys);
        String page = Files.readString(HOME.resolve("docs/reference/json.md"));
        keys.removeIf(key -> Pattern.compile("[`.]" + key + "[`.]").matcher(page).find());
        keys.removeIf(PagesTest::isAName);
        assertThat(keys).as("keys without a word in docs/reference/json.md").isEmpty();
    }

    private static String[] demo() {
        return "demo --for 2s --speed 400 --headless --faults all --json".split(" ");
    }

    private static String[] emulation() {
        return "emulate --for 1s --port 0 --json".split(" ");
    }

    private static String[] position() {
        return ("margin --venue binance-usdm --instrument BTCUSDT --date 2026-02-05 --side long"
                        + " --entry 70000 --size 1 --leverage 20 --json")
                .split(" ");
    }

    private static String orders() throws IOException {
        return resource("orders.csv");
    }

    private static String mapping() throws IOException {
        return resource("orders.toml");
    }

    private static String resource(String name) throws IOException {
        return Files.readString(
                HOME.resolve("app/src/main/resources/spillway/app/sample").resolve(name));
    }

    /// Keys that are names of coins, venues, kinds, channels, operators, windows or paths.
    private static boolean isAName(String key) {
        return key.contains(".")
                || key.contains("-")
                || key.contains(" ")
                || key.matches(
                        "[0-9]+[hdm]|[A-Z]+|fill|unknown|liquidation|liquidations|largest24h"
                                + "|last24h|bybit|okx|bankruptcy|complete|sampled"
                                + "|disconnect|silence|gap|duplicate|reorder|garbage|slow");
    }

    private static void collect(JsonNode node, SortedSet<String> keys) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> {
                        keys.add(entry.getKey());
                        collect(entry.getValue(), keys);
                    });
        } else if (node.isArray()) {
            node.forEach(element -> collect(element, keys));
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var broken = new TreeSet<String>();
        try (Stream<Path> top = Files.list(HOME);
                Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            List<Path> pages =
                    Stream.concat(top, docs).filter(p -> p.toString().endsWith(".md")).toList();
            for (Path page : pages) {
                var link = LINK.matcher(Files.readString(page));
                while (link.find()) {
                    Path target = page.resolveSibling(link.group(1));
                    if (!Files.exists(target)) {
                        broken.add(HOME.relativize(page) + " -> " + link.group(1));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}

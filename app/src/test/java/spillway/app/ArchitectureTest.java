package spillway.app;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Modules use what ARCHITECTURE.md says and no more, packages form no cycles, and what belongs to
/// one place stays there.
class ArchitectureTest {
    private static final Path HOME = Path.of(System.getProperty("spillway.home"));
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z0-9-]+)` \\| [^|]* \\|([^|]*)\\|");
    private static final Pattern MODULE = Pattern.compile("<module>([a-z0-9-]+)</module>");
    private static final Pattern OWN_DEPENDENCY =
            Pattern.compile(
                    "<groupId>spillway</groupId>\\s*<artifactId>([a-z0-9-]+)</artifactId>(.*?)</dependency>",
                    Pattern.DOTALL);

    private static String read(String file) throws IOException {
        return Files.readString(HOME.resolve(file));
    }

    private static List<String> modules() throws IOException {
        var modules = new ArrayList<String>();
        Matcher matcher = MODULE.matcher(read("pom.xml"));
        while (matcher.find()) {
            modules.add(matcher.group(1));
        }
        return modules;
    }

    private static SortedMap<String, SortedSet<String>> allowed() throws IOException {
        var allowed = new TreeMap<String, SortedSet<String>>();
        String text = read("ARCHITECTURE.md");
        String table =
                text.substring(
                        text.indexOf("<!-- modules:start -->"),
                        text.indexOf("<!-- modules:end -->"));
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            var uses = new TreeSet<String>();
            Matcher name = Pattern.compile("`([a-z0-9-]+)`").matcher(row.group(2));
            while (name.find()) {
                uses.add(name.group(1));
            }
            allowed.put(row.group(1), uses);
        }
        return allowed;
    }

    /// Dependencies of the shipped code; those of tests are free.
    private static SortedSet<String> declared(String module) throws IOException {
        var uses = new TreeSet<String>();
        String pom = read(module + "/pom.xml");
        String dependencies =
                pom.contains("<dependencies>")
                        ? pom.substring(
                                pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"))
                        : "";
        Matcher matcher = OWN_DEPENDENCY.matcher(dependencies);
        while (matcher.find()) {
            boolean ofTests =
                    matcher.group(2).contains("test") || matcher.group(1).equals("testing");
            if (!ofTests) {
                uses.add(matcher.group(1));
            }
        }
        return uses;
    }

    @Test
    void everyModuleUsesWhatTheArchitectureSaysAndNoMore() throws IOException {
        var declared = new TreeMap<String, SortedSet<String>>();
        for (String module : modules()) {
            declared.put(module, declared(module));
        }
        assertThat(declared).isEqualTo(allowed());
    }

    @Test
    void modulesFormNoCycle() throws IOException {
        var allowed = allowed();
        var placed = new TreeSet<String>();
        boolean more = true;
        while (more) {
            more = false;
            for (var entry : allowed.entrySet()) {
                more |= placed.containsAll(entry.getValue()) && placed.add(entry.getKey());
            }
        }
        assertThat(placed).isEqualTo(allowed.keySet());
    }

    private static JavaClasses classes() throws IOException {
        var folders = new ArrayList<Path>();
        for (String module : modules()) {
            Path folder = HOME.resolve(module).resolve("target/classes");
            if (Files.isDirectory(folder)) {
                folders.add(folder);
            }
        }
        var classes = new ClassFileImporter().importPaths(folders);
        Set<String> packages = new TreeSet<>();
        classes.forEach(c -> packages.add(c.getPackageName()));
        assertThat(packages).contains("spillway.market", "spillway.tape", "spillway.app");
        return classes;
    }

    @Test
    void packagesFormNoCycle() throws IOException {
        slices().matching("spillway.(**)").should().beFreeOfCycles().check(classes());
    }

    @Test
    void databaseAndForeignParquetStayInTheTape() throws IOException {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("spillway.tape..", "spillway.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.duckdb..", "dev.hardwood..")
                .check(classes());
    }

    @Test
    void onlyTheCommandLineKnowsTheCommandLineLibrary() throws IOException {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("spillway.app.command..", "spillway.app")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(classes());
    }

    @Test
    void onlyTheDashboardsServerKnowsTheWebFramework() throws IOException {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages("spillway.app.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "jakarta.servlet..")
                .check(classes());
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages(
                        "spillway.app.web..",
                        "spillway.venues.socket..",
                        "spillway.emulator.server..",
                        "spillway.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..", "java.net.http..")
                .check(classes());
    }

    @Test
    void operatorsReadNoClock() throws IOException {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("spillway.market..", "spillway.signals..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.time.Clock.class, java.util.Random.class)
                .check(classes());
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullChecked() throws IOException {
        var silent = new ArrayList<String>();
        for (String module : modules()) {
            Path sources = HOME.resolve(module).resolve("src/main/java");
            if (!Files.isDirectory(sources)) {
                continue;
            }
            try (Stream<Path> all = Files.walk(sources)) {
                for (Path folder : all.filter(Files::isDirectory).toList()) {
                    if (holdsTypes(folder) && !isIntroduced(folder)) {
                        silent.add(HOME.relativize(folder).toString());
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static boolean holdsTypes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> f.toString().endsWith(".java"));
        }
    }

    private static boolean isIntroduced(Path folder) throws IOException {
        Path info = folder.resolve("package-info.java");
        if (!Files.exists(info)) {
            return false;
        }
        String text = Files.readString(info);
        return text.startsWith("///") && text.contains("@NullMarked");
    }

    @Test
    void noPackageIsNamedAfterNothing() throws IOException {
        Set<String> empty =
                Set.of("common", "util", "utils", "core", "impl", "dto", "helper", "misc");
        var packages = new TreeSet<String>();
        classes().forEach(c -> packages.add(c.getPackageName()));
        packages.removeIf(name -> Arrays.stream(name.split("\\.")).noneMatch(empty::contains));
        assertThat(packages).isEmpty();
    }
}

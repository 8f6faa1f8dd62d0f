package spillway.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The machine: Java, memory, the native libraries, the clock.
public final class MachineChecks {
    private static final int JAVA_WANTED = 25;
    private static final long MB = 1 << 20;
    private static final long HEAP_WANTED_MB = 512;

    /// DuckDB's memory beside the heap, and the program itself.
    private static final long BESIDE_HEAP_MB = 768;

    /// No clock that is right says less: it is later than the first release.
    private static final Instant FIRST_RELEASE = Instant.parse("2026-11-01T00:00:00Z");

    private MachineChecks() {}

    /// Looks at everything.
    public static List<Finding> all(Clock clock) {
        var findings = new ArrayList<Finding>();
        findings.add(java());
        findings.add(memory());
        findings.add(database());
        findings.add(clock(clock.instant()));
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String found =
                "Java "
                        + Runtime.version()
                        + " by "
                        + System.getProperty("java.vendor")
                        + " in "
                        + System.getProperty("java.home");
        return version >= JAVA_WANTED
                ? Finding.good("java", found)
                : Finding.bad(
                        "java",
                        found,
                        "install a JDK "
                                + JAVA_WANTED
                                + " or newer and set JAVA_HOME or SPILLWAY_JAVA_HOME to its folder");
    }

    private static Finding memory() {
        long heapMb = Runtime.getRuntime().maxMemory() / MB;
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long machineMb = system.getTotalMemorySize() / MB;
        String found =
                String.format(
                        Locale.ROOT,
                        "%,d MB heap, %,d MB in the machine, %d cores",
                        heapMb,
                        machineMb,
                        Runtime.getRuntime().availableProcessors());
        if (heapMb < HEAP_WANTED_MB) {
            return Finding.warning(
                    "memory",
                    found,
                    "set SPILLWAY_HEAP=1g: large windows need " + HEAP_WANTED_MB + " MB");
        }
        return heapMb + BESIDE_HEAP_MB > machineMb
                ? Finding.warning(
                        "memory", found, "set SPILLWAY_HEAP lower, or give the machine more memory")
                : Finding.good("memory", found);
    }

    private static Finding database() {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT version()")) {
            answer.next();
            return Finding.good("sql", "DuckDB " + answer.getString(1));
        } catch (SQLException e) {
            return Finding.bad(
                    "sql",
                    "DuckDB does not start: " + e.getMessage(),
                    "check that the temporary folder "
                            + System.getProperty("java.io.tmpdir")
                            + " can be written and has 100 MB free");
        }
    }

    private static Finding clock(Instant now) {
        return now.isBefore(FIRST_RELEASE)
                ? Finding.bad(
                        "clock", "it says " + now, "set the machine's clock; NTP keeps it right")
                : Finding.good(
                        "clock", now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "");
    }
}

package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A full disk stops the writer with an error that says so, takes nothing that was acknowledged, and
/// once there is space again the same call goes on. On a real file system, a small one in memory
/// that a process of this user mounts for itself.
class FullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=6m none \"$0\"";

    @TempDir private Path disk;

    @Test
    void aFullDiskTakesNothingAndTheWriterGoesOn() throws Exception {
        assumeTrue(
                run(List.of("unshare", "-rm", "sh", "-c", MOUNT, disk.toString())).exit() == 0,
                "needs a Linux where a user may mount a file system in a namespace (unshare -rm)");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Ended ended =
                run(
                        List.of(
                                "unshare",
                                "-rm",
                                "sh",
                                "-c",
                                MOUNT + " && exec \"$@\"",
                                disk.toString(),
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FillingProcess.class.getName(),
                                disk.toString()));
        assertThat(ended.exit()).as(ended.said()).isZero();
    }

    private record Ended(int exit, String said) {}

    private static Ended run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        }
    }
}

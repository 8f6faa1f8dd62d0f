package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher explains a missing JDK before anything else.
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("spillway.home")).resolve("spillway");

    @TempDir Path folder;

    /// A folder with a Java of long ago, found before any other.
    private Path oldJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("old/bin"));
        Path java =
                Files.writeString(
                        bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"17\"' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    @Test
    void tellsWhatToInstallWhereNoJdkIsNewEnough() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(LAUNCHER.toString(), "doctor");
        builder.environment().clear();
        builder.environment().put("PATH", oldJava() + ":/usr/bin:/bin");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("SPILLWAY_JDKS", folder.resolve("none").toString());
        Process process = builder.redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(told)
                .contains("Spillway needs a JDK 25 or newer")
                .contains("found openjdk version \"17\"")
                .contains("set JAVA_HOME or SPILLWAY_JAVA_HOME");
    }
}

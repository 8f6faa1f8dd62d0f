package spillway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which state of the source was measured.
///
/// @param id of the last commit; `unknown` without git or outside a checkout
/// @param changed whether code differs from that commit
record Commit(String id, boolean changed) {
    private static final Commit UNKNOWN = new Commit("unknown", false);

    /// Of the checkout that holds `place`.
    static Commit of(Path place) throws IOException, InterruptedException {
        Path folder = Files.isDirectory(place) ? place : place.resolveSibling("");
        String id = git(folder, "rev-parse", "--short=12", "HEAD");
        if (id.isEmpty()) {
            return UNKNOWN;
        }
        String root = git(folder, "rev-parse", "--show-toplevel");
        String changes =
                git(Path.of(root), "status", "--porcelain", "--", "*.java", "pom.xml", "*/pom.xml");
        return new Commit(id, !changes.isEmpty());
    }

    private static String git(Path folder, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException noGit) {
            return "";
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said.strip() : "";
    }
}

package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One writer per folder, and who it is.
class WriterLockTest {
    @TempDir Path folder;

    @Test
    void aSecondWriterInThisProcessIsToldWhoHoldsIt() throws IOException {
        try (var _ = WriterLock.take(folder)) {
            assertThatThrownBy(() -> WriterLock.take(folder))
                    .isInstanceOf(JournalException.class)
                    .hasMessageStartingWith(
                            folder
                                    + ": expected to be its only writer, found that process "
                                    + ProcessHandle.current().pid())
                    .hasMessageEndingWith(
                            ", is writing there. Stop that one, or use another folder; reading needs"
                                    + " no lock.");
        }
    }

    @Test
    void canBeTakenAgainOnceGivenBack() throws IOException {
        WriterLock first = WriterLock.take(folder);
        first.close();
        WriterLock second = WriterLock.take(folder);
        first.close(); // again: must not give back what is the second's
        assertThatThrownBy(() -> WriterLock.take(folder)).isInstanceOf(JournalException.class);
        second.close();
        WriterLock.take(folder).close();
    }

    @Test
    void isTheFoldersByWhateverPathItIsReached() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (var _ = WriterLock.take(folder)) {
            assertThatThrownBy(() -> WriterLock.take(link)).isInstanceOf(JournalException.class);
        }
    }

    @Test
    void foldersDoNotHinderEachOther() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (var _ = WriterLock.take(folder);
                var _ = WriterLock.take(other)) {
            assertThat(folder.resolve("LOCK")).exists();
            assertThat(other.resolve("LOCK")).exists();
        }
    }

    @Test
    void aMissingFolderIsToldWithWhatToDo() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> WriterLock.take(missing))
                .hasMessage(
                        missing.resolve("LOCK")
                                + ": expected to lock the folder for writing, found: no such file or"
                                + " folder. Check the path, who owns the folder and what they may do"
                                + " there.");
    }

    /// A refused attempt must not give back the lock of the one who has it: on POSIX systems,
    /// closing any channel on the file would.
    @Test
    void anotherProcessIsRefusedEvenAfterARefusalInThisOne() throws Exception {
        try (var _ = WriterLock.take(folder)) {
            assertThatThrownBy(() -> WriterLock.take(folder)).isInstanceOf(JournalException.class);
            Process child = AppendingProcess.start(folder, 1);
            String told = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).isEqualTo(AppendingProcess.REFUSED);
            assertThat(told)
                    .contains("found that process " + ProcessHandle.current().pid() + ", started ");
        }
    }

    @Test
    void aKilledProcessHoldsItNoLonger() throws Exception {
        Process child = AppendingProcess.start(folder, 1);
        AppendingProcess.readAcknowledged(child, 1);
        assertThatThrownBy(() -> WriterLock.take(folder))
                .hasMessageContaining("found that process " + child.pid() + ", started ");
        child.destroyForcibly().waitFor();
        WriterLock.take(folder).close();
    }
}

package spillway.tape;

import java.io.IOException;
import java.nio.file.Path;
import spillway.journal.Disk;

/// What a tape's writer changes on the disk, step by step: the seam behind which a test crashes
/// between two steps and forgets what was not forced.
///
/// Files of the staging folder are written directly: nobody looks at them before they are moved.
interface TapeDisk {
    /// The folder of the journal.
    Disk journal();

    /// Makes a folder with its parents, so that their names survive a power loss.
    void createFolder(Path folder) throws IOException;

    /// Writes a file of the staging folder, forced.
    void write(Path file, byte[] content) throws IOException;

    /// Gives a file another name in one step, in place of one that has it.
    void move(Path from, Path to) throws IOException;

    /// Removes a file, if it is there.
    void delete(Path file) throws IOException;

    /// Makes the names in a folder survive a power loss.
    void force(Path folder) throws IOException;
}

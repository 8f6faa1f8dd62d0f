package spillway.journal;

import java.io.IOException;
import java.util.List;

/// One folder of files, as far as a journal needs it: the seam behind which a test keeps a disk
/// that forgets, tears and fills up.
///
/// Names are plain file names inside the folder. A name that was created, renamed or deleted is
/// certain to outlast a power loss only after [#force()]; a file's bytes only after
/// [DiskFile#force()].
public interface Disk {
    /// A new, empty file.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if the name is taken
    DiskFile create(String name) throws IOException;

    /// An existing file, to read and to write.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    DiskFile open(String name) throws IOException;

    /// An existing file, to read alone.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    DiskFile openForReading(String name) throws IOException;

    /// Gives the file `from` the name `to` in one step, in place of a file that has it.
    void rename(String from, String to) throws IOException;

    /// Removes a file, if it is there.
    void delete(String name) throws IOException;

    /// The names of the files in the folder, in no particular order.
    List<String> list() throws IOException;

    /// Returns once every name created, renamed or deleted before survives a power loss.
    void force() throws IOException;

    /// Bytes that can still be written, as far as is known; for messages only.
    long freeBytes() throws IOException;

    /// Where the folder is, for messages.
    String where();
}

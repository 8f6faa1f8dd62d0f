package spillway.tape.imports;

/// Hears how far an import is. Called every few thousand rows and at the end of each file, from the
/// importing thread; it decides itself, by its own clock, when to draw.
@FunctionalInterface
public interface ImportListener {
    /// Takes the state of the import.
    ///
    /// @param bytesRead bytes of the files read so far, as stored (compressed where they are)
    /// @param bytesTotal bytes that will be read; a file that must be read more than once counts as
    ///   often
    /// @param rows rows imported so far
    void progress(long bytesRead, long bytesTotal, long rows);
}

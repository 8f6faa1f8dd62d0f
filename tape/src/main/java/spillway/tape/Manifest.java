package spillway.tape;

import java.util.List;

/// What a tape consists of at one moment: the generation that its readers go by.
///
/// @param generation ascending from 1; 0 is a tape with nothing sealed
/// @param nextSeq place of the next event that is not sealed
/// @param segments the sealed files
/// @param losses places that a crash or a bad disk took
/// @param garbage files that this generation no longer uses, deleted once nobody reads them
public record Manifest(
        long generation,
        long nextSeq,
        List<Segment> segments,
        List<Loss> losses,
        List<Garbage> garbage) {
    public static final Manifest EMPTY = new Manifest(0, 0, List.of(), List.of(), List.of());

    public Manifest {
        segments = List.copyOf(segments);
        losses = List.copyOf(losses);
        garbage = List.copyOf(garbage);
    }

    /// Places on the tape whose events are gone.
    ///
    /// @param fromSeq first lost
    /// @param toSeq first not lost; equal to `fromSeq` where the journal's end was torn, for then
    ///   nothing tells how many events it held
    /// @param reason what took them
    public record Loss(long fromSeq, long toSeq, String reason) {}

    /// A file that is no longer of the tape.
    ///
    /// @param path relative to the tape's root
    /// @param sinceGeneration the first generation that does without it
    public record Garbage(String path, long sinceGeneration) {}
}

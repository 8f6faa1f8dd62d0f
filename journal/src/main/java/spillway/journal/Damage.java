package spillway.journal;

import java.util.OptionalLong;

/// Bytes of a segment that hold no whole block, and the positions that are missing with them.
///
/// No bytes (`byteFrom == byteTo`) with positions: the positions lie in no file. Bytes without
/// positions (`positionFrom == positionTo`): rubbish between two blocks that follow each other.
///
/// @param segment file name
/// @param byteFrom first damaged byte of the file
/// @param byteTo end, exclusive
/// @param positionFrom first position missing
/// @param positionTo end, exclusive; empty at the tail, where nothing follows that could tell
public record Damage(
        String segment, long byteFrom, long byteTo, long positionFrom, OptionalLong positionTo) {
    public Damage {
        if (byteFrom < 0 || byteTo < byteFrom) {
            throw new IllegalArgumentException(
                    "bytes must be 0 <= from <= to, were " + byteFrom + ".." + byteTo);
        }
        if (positionTo.isPresent() && positionTo.getAsLong() < positionFrom) {
            throw new IllegalArgumentException(
                    "positions must be from <= to, were "
                            + positionFrom
                            + ".."
                            + positionTo.getAsLong());
        }
    }

    /// Whether it was the journal's end, which opening for writing cuts off.
    public boolean isTail() {
        return positionTo.isEmpty();
    }
}

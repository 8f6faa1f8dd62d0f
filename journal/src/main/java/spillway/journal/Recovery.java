package spillway.journal;

import java.util.List;

/// What a journal's folder was found to hold.
///
/// @param damages in the order of positions, the tail's last
/// @param records records in whole blocks
/// @param nextPosition position after the last whole block
public record Recovery(List<Damage> damages, long records, long nextPosition) {
    public Recovery {
        damages = List.copyOf(damages);
    }

    /// Reads a whole journal and changes nothing; a writer may be at work.
    ///
    /// @throws JournalException if a file is not this journal's, or of a newer format
    public static Recovery inspect(Disk disk) throws JournalException {
        return JournalScan.of(disk).recovery();
    }
}

package spillway.app.doctor;

/// What one check found.
///
/// @param check its name: `disk`
/// @param state how bad it is
/// @param found what is there
/// @param advice what to do; empty where nothing need be done
public record Finding(String check, State state, String found, String advice) {
    /// How bad a finding is.
    public enum State {
        GOOD,
        /// Works now, and should be looked at.
        WARNING,
        /// Something does not work.
        BAD
    }

    static Finding good(String check, String found) {
        return new Finding(check, State.GOOD, found, "");
    }

    static Finding warning(String check, String found, String advice) {
        return new Finding(check, State.WARNING, found, advice);
    }

    static Finding bad(String check, String found, String advice) {
        return new Finding(check, State.BAD, found, advice);
    }
}

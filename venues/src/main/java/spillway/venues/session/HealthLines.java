package spillway.venues.session;

import spillway.venues.protocol.Decoded;

/// Gets what a recorder said of feeds, beside what the venue sent.
@FunctionalInterface
public interface HealthLines {
    /// Leaves all of it out.
    HealthLines LEFT_OUT = (_, _, _, _) -> new Decoded.Ignored("health-not-read");

    /// Takes one.
    ///
    /// @param bytes what is said, JSON, in `[from, to)`; read it inside the call
    /// @param timeNs when
    /// @return what became of it
    Decoded read(byte[] bytes, int from, int to, long timeNs);
}

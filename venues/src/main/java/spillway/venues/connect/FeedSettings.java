package spillway.venues.connect;

import java.util.Set;
import spillway.market.Channel;
import spillway.venues.protocol.Endpoints;
import spillway.venues.protocol.VenueProtocol;

/// What a [VenueFeed] listens to, and where.
///
/// @param protocol how the venue speaks
/// @param endpoints where it is reached: its own addresses, a proxy's, or an emulated venue's
/// @param instruments which of its catalogue
/// @param channels what of them; those that the venue does not have are left out
/// @param seed of the randomness in waiting times
public record FeedSettings(
        VenueProtocol protocol,
        Endpoints endpoints,
        InstrumentChoice instruments,
        Set<Channel> channels,
        long seed) {
    public FeedSettings {
        channels = Set.copyOf(channels);
        if (channels.stream().noneMatch(protocol.channels()::contains)) {
            throw new IllegalArgumentException(
                    protocol.name()
                            + ": expected one of its channels "
                            + protocol.channels()
                            + ", found "
                            + channels);
        }
    }
}

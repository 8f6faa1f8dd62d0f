package spillway.venues.protocol;

import java.util.List;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.Instrument;

/// What somebody wants to hear of a venue: every channel of every instrument, as far as the venue
/// has it.
///
/// @param channels what
/// @param instruments of what; all of the venue that the connection is for
public record Wanted(Set<Channel> channels, List<Instrument> instruments) {
    public Wanted {
        channels = Set.copyOf(channels);
        instruments = List.copyOf(instruments);
    }

    public boolean has(Channel channel) {
        return channels.contains(channel);
    }
}

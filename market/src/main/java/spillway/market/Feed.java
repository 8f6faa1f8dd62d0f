package spillway.market;

/// What coverage is kept for: one channel of one symbol at one venue.
///
/// @param symbol the venue's name of the instrument, or [Instrument#WHOLE_MARKET]
public record Feed(Venue venue, Channel channel, String symbol) implements Comparable<Feed> {
    public static Feed of(Instrument instrument, Channel channel) {
        return new Feed(instrument.venue(), channel, instrument.symbol());
    }

    @Override
    public int compareTo(Feed other) {
        int byVenue = venue.code().compareTo(other.venue.code());
        int byChannel = channel.compareTo(other.channel);
        return byVenue != 0 ? byVenue : byChannel != 0 ? byChannel : symbol.compareTo(other.symbol);
    }

    /// `coinglass liquidations BTC`.
    @Override
    public String toString() {
        return venue + " " + channel.key() + " " + symbol;
    }
}

package spillway.venues.connect;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Channel;
import spillway.market.MarketEvent;
import spillway.market.Venue;

/// How a [VenueFeed] is, for people and JSON. Times are of the run's clock unless they say
/// otherwise, [spillway.market.MarketEvent#NONE] where there is none.
///
/// @param venue the venue as events name it
/// @param protocol name of the protocol
/// @param phase how far it has come
/// @param note what stands in its way, for people; empty if nothing does
/// @param connections one for each of the plan
/// @param channels those listened to
/// @param account what became of all that was heard
public record FeedStatus(
        Venue venue,
        String protocol,
        Phase phase,
        String note,
        List<ConnectionStatus> connections,
        List<ChannelStatus> channels,
        Account account) {
    public FeedStatus {
        connections = List.copyOf(connections);
        channels = List.copyOf(channels);
    }

    /// How far a feed has come.
    public enum Phase {
        STOPPED,
        /// Asks what the venue lists.
        CATALOGUE,
        /// Asks for open interest, to choose instruments by it.
        CHOOSING,
        /// Keeps its connections.
        LISTENING
    }

    /// How far a connection has come.
    public enum ConnectionState {
        /// Waits for its turn to connect.
        WAITING,
        CONNECTING,
        /// Says what it wants, and has not heard yet that it will get it.
        SUBSCRIBING,
        LIVE
    }

    /// One connection.
    ///
    /// @param name path and number: `/market/stream 1`
    /// @param sinceNs in this state since
    /// @param lastHeardNs when the last message of facts came in
    /// @param reconnects how often it was made anew
    /// @param latencyNs time of receipt less the venue's time, of the last message of a lively
    ///   feed; below zero where the venue's clock is ahead of ours
    /// @param leastLatencyNs the least of those since it was connected
    /// @param lastReason what went wrong last; empty if nothing did
    public record ConnectionStatus(
            String name,
            ConnectionState state,
            long sinceNs,
            long lastHeardNs,
            long reconnects,
            long latencyNs,
            long leastLatencyNs,
            String lastReason) {}

    /// How a feed is; the worst last.
    public enum ListeningState {
        LISTENING,
        /// Never proved to deliver.
        WAITING,
        SILENT,
        LOST;

        boolean isWorseThan(ListeningState other) {
            return compareTo(other) > 0;
        }
    }

    /// The feeds of one channel.
    ///
    /// @param state the worst of its feeds
    /// @param instruments how many feeds; 1 where one stands for the whole market
    /// @param silent how many of them do not listen
    /// @param lastHeardNs when the last event of any came in
    /// @param duplicates messages and facts told again
    /// @param late facts that came after a younger one of their feed; not counted where one feed
    ///   stands for the whole market, since its instruments do not wait for each other
    /// @param gaps stretches said to be missed
    public record ChannelStatus(
            Channel channel,
            ListeningState state,
            int instruments,
            int silent,
            long lastHeardNs,
            long duplicates,
            long late,
            long gaps) {
        static ChannelStatus of(Channel channel, List<Listening> feeds) {
            var state = ListeningState.LISTENING;
            int silent = 0;
            long lastHeardNs = MarketEvent.NONE;
            long duplicates = 0;
            long late = 0;
            long gaps = 0;
            for (Listening on : feeds) {
                state = on.state.isWorseThan(state) ? on.state : state;
                silent += on.isListening() ? 0 : 1;
                lastHeardNs = Math.max(lastHeardNs, on.heardNs);
                duplicates += on.duplicates + on.toldAgain;
                late += on.late;
                gaps += on.gaps;
            }
            return new ChannelStatus(
                    channel, state, feeds.size(), silent, lastHeardNs, duplicates, late, gaps);
        }
    }

    /// What became of all that was heard. Every message and answer is one of `messages`, `control`,
    /// `ignored`, `malformed` or a duplicate.
    ///
    /// @param messages of facts, answers to requests included
    /// @param control about connections: acknowledgements, pings, refusals, notices
    /// @param refused of `control`, what the venue refused
    /// @param ignored left out on purpose, by rule
    /// @param malformed not what the protocol says, by what was expected where
    /// @param duplicates messages told again, and facts told again
    /// @param late facts that came after a younger one of their feed
    /// @param replayed facts from before listening began, and messages told again at the start of a
    ///   subscription, left out
    /// @param gaps stretches said to be missed
    /// @param failedRequests requests that brought no good answer
    /// @param rejectedKept malformed messages in the side file
    /// @param rejectedDropped malformed messages that the side file had no room for
    public record Account(
            long messages,
            long control,
            long refused,
            SortedMap<String, Long> ignored,
            SortedMap<String, Long> malformed,
            long duplicates,
            long late,
            long replayed,
            long gaps,
            long failedRequests,
            long rejectedKept,
            long rejectedDropped) {
        public Account {
            ignored = Collections.unmodifiableSortedMap(new TreeMap<>(ignored));
            malformed = Collections.unmodifiableSortedMap(new TreeMap<>(malformed));
        }
    }
}

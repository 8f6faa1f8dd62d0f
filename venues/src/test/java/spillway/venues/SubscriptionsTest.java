package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.Wanted;
import tools.jackson.databind.json.JsonMapper;

/// What is said to a venue to hear of it, within its limits.
class SubscriptionsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static List<Instrument> instruments(VenueProtocol protocol, int count) {
        var instruments = new ArrayList<Instrument>();
        boolean spot = protocol.name().endsWith("spot");
        for (int i = 0; i < count; i++) {
            String coin = "COIN" + i;
            String symbol =
                    switch (protocol.name()) {
                        case "binance-coinm" -> coin + "USD_PERP";
                        case "okx-swap" -> coin + "-USDT-SWAP";
                        case "okx-spot" -> coin + "-USDT";
                        default -> coin + "USDT";
                    };
            instruments.add(
                    new Instrument(
                            protocol.venue(),
                            symbol,
                            new Coin(coin),
                            "USDT",
                            spot ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL,
                            Contract.LINEAR,
                            Decimal.ONE,
                            1,
                            8,
                            0,
                            0));
        }
        return instruments;
    }

    private static Wanted everything(VenueProtocol protocol, int count) {
        return new Wanted(EnumSet.allOf(Channel.class), instruments(protocol, count));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance-usdm",
                "binance-coinm",
                "binance-spot",
                "bybit-linear",
                "bybit-inverse",
                "bybit-spot",
                "okx-swap",
                "okx-spot"
            })
    void everyChannelThatTheVenueHasIsSubscribedOrPolled(String name) {
        VenueProtocol protocol = Venues.byName(name).orElseThrow();
        Wanted wanted = everything(protocol, 3);
        var carried = new HashSet<Channel>();
        for (ConnectionPlan plan : protocol.connections(wanted)) {
            plan.feeds().forEach(feed -> carried.add(feed.channel()));
            assertThat(plan.feeds()).containsAll(plan.lively());
            assertThat(plan.lively()).as("control streams of " + plan.path()).isNotEmpty();
            plan.frames().forEach(JSON::readTree);
        }
        protocol.polls(wanted).forEach(poll -> carried.add(poll.feed().channel()));
        carried.add(Channel.INSTRUMENTS);
        assertThat(carried).isEqualTo(protocol.channels());
        assertThat(protocol.catalogueRequests()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"binance-usdm", "binance-spot", "bybit-linear", "bybit-spot", "okx-swap"})
    void nothingIsSaidBeyondTheVenuesLimits(String name) {
        VenueProtocol protocol = Venues.byName(name).orElseThrow();
        for (ConnectionPlan plan : protocol.connections(everything(protocol, 900))) {
            int names = 0;
            int characters = 0;
            int books = 0;
            for (String frame : plan.frames()) {
                var arguments =
                        JSON.readTree(frame).path(name.startsWith("binance") ? "params" : "args");
                names += arguments.size();
                characters += arguments.toString().length();
                books += frame.split("\"books\"", -1).length - 1;
                assertThat(frame.length()).isLessThan(64 * 1024);
                if (name.equals("bybit-spot")) {
                    assertThat(arguments.size()).isLessThanOrEqualTo(10);
                }
            }
            if (name.startsWith("binance")) {
                assertThat(names).isLessThanOrEqualTo(1024);
            }
            if (name.startsWith("bybit")) {
                assertThat(characters).isLessThan(21_000);
            }
            assertThat(books).isLessThan(30);
        }
    }

    /// On the old route these are acknowledged and silent.
    @Test
    void binanceHearsLiquidationsOnTheMarketRouteAndBooksOnThePublicOne() {
        VenueProtocol protocol = Venues.byName("binance-usdm").orElseThrow();
        for (ConnectionPlan plan : protocol.connections(everything(protocol, 1))) {
            for (Feed feed : plan.feeds()) {
                boolean isPublic =
                        EnumSet.of(Channel.BOOK, Channel.QUOTES, Channel.DELEVERAGING)
                                .contains(feed.channel());
                assertThat(plan.path()).isEqualTo(isPublic ? "/public/stream" : "/market/stream");
            }
        }
    }
}

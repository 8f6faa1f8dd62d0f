package spillway.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final Instruments instruments = new Instruments();
    private final EventEncoder encoder = new EventEncoder();

    private List<MarketEvent> decode(ByteBuffer bytes, long firstSeq) {
        var decoded = new ArrayList<MarketEvent>();
        new EventDecoder().decode(bytes, firstSeq, new EventRecorder(instruments, decoded::add));
        return decoded;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decodesExactlyWhatWasEncoded(long seed) {
        var events = new RandomEvents(seed, 1_770_000_000_000_000_000L).next(2_000);
        for (var event : events) {
            event.sendTo(encoder, instruments);
        }
        assertThat(encoder.events()).isEqualTo(2_000);
        assertThat(decode(encoder.encoded(), 0)).as("seed %d", seed).isEqualTo(events);
    }

    @Test
    void keepsNothingAfterClear() {
        var events = new RandomEvents(9, 0).next(10);
        for (var event : events) {
            event.sendTo(encoder, instruments);
        }
        encoder.clear();
        assertThat(encoder.events()).isZero();
        assertThat(encoder.encoded().remaining()).isZero();
    }

    /// Every length but whole events is refused, and nothing is read beyond the limit.
    @Test
    void refusesAnEventCutAnywhere() {
        var event = new RandomEvents(10, 0).one(EventKind.BOOK_DELTA);
        event.sendTo(encoder, instruments);
        ByteBuffer whole = encoder.encoded();
        for (int length = 1; length < whole.remaining(); length++) {
            ByteBuffer cut = whole.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(length);
            assertThatThrownBy(() -> decode(cut, 0))
                    .as("cut at %d", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected an event");
        }
    }

    @Test
    void namesAKindFromTheFuture() {
        var future = ByteBuffer.allocate(25).order(ByteOrder.LITTLE_ENDIAN);
        future.putInt(0, 21).put(4, (byte) 99);
        assertThatThrownBy(() -> decode(future, 0)).hasMessageContaining("newer Spillway");
    }

    /// The order of these constants is stored in journals: a new one goes to the end.
    @Test
    void ordinalsAreTheFormat() {
        assertThat(Arrays.toString(EventKind.values()))
                .isEqualTo(
                        "[TRADE, QUOTE, BOOK_SNAPSHOT, BOOK_DELTA, LIQUIDATION, DELEVERAGING, MARK_PRICE, "
                                + "INDEX_PRICE, FUNDING_RATE, OPEN_INTEREST, LONG_SHORT_RATIO, INSURANCE_FUND, "
                                + "INSTRUMENT_CHANGE, FEED_HEALTH, REPORTED, ACCOUNT_POSITION]");
        assertThat(Arrays.toString(PositionSide.values())).isEqualTo("[LONG, SHORT]");
        assertThat(Arrays.toString(TakerSide.values())).isEqualTo("[BUY, SELL, UNKNOWN]");
        assertThat(Arrays.toString(PriceKind.values()))
                .isEqualTo("[FILL, BANKRUPTCY, LIMIT, ENTRY]");
        assertThat(Arrays.toString(Completeness.values()))
                .isEqualTo("[COMPLETE, SAMPLED, UNKNOWN]");
        assertThat(Arrays.toString(FundingKind.values())).isEqualTo("[ESTIMATE, FIXED, SETTLED]");
        assertThat(Arrays.toString(RatioPopulation.values()))
                .isEqualTo("[ALL_ACCOUNTS, TOP_ACCOUNTS, TOP_POSITIONS]");
        assertThat(Arrays.toString(InstrumentStatus.values()))
                .isEqualTo("[LISTED, CHANGED, DELISTED]");
        assertThat(Arrays.toString(FeedState.values()))
                .isEqualTo("[CONNECTED, LOST, SILENT, GAP, RESYNCED, REPLAYED, COVERED]");
        assertThat(Arrays.toString(Channel.values()))
                .startsWith(
                        "[TRADES, QUOTES, BOOK, LIQUIDATIONS, DELEVERAGING, MARK_PRICE, INDEX_PRICE, PRICE, "
                                + "FUNDING, OPEN_INTEREST, LONG_SHORT_RATIO, TAKER_FLOW, CVD, VOLUME, DEPTH, "
                                + "INSURANCE_FUND, INSTRUMENTS, POSITIONS, ETF, SPOT_PREMIUM, BORROWING");
        assertThat(Arrays.toString(Metric.values()))
                .startsWith(
                        "[PRICE, LIQUIDATED_LONG, LIQUIDATED_SHORT, LIQUIDATION_ORDERS, DELEVERAGING_ORDERS, "
                                + "FUNDING_RATE, FUNDING_RATE_BY_OPEN_INTEREST, FUNDING_RATE_BY_VOLUME, OPEN_INTEREST, "
                                + "OPEN_INTEREST_STABLE_MARGIN, OPEN_INTEREST_COIN_MARGIN, OPEN_INTEREST_COINS, CVD, "
                                + "TAKER_BUY, TAKER_SELL, FUTURES_VOLUME, SPOT_VOLUME, SPOT_PRICE");
    }
}

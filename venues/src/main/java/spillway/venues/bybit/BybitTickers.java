package spillway.venues.bybit;

import java.time.Duration;
import spillway.market.Contract;
import spillway.market.FundingKind;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads a ticker: mark and index price, funding, open interest. After the first one fields are
/// left out while they stay the same.
///
/// Open interest counts both sides at Bybit; it is halved unless the one-sided figure, published
/// since 2026-06-11, is there. Its value is in dollars for linear contracts and in coins for
/// inverse ones, which are dollars by quantity already.
final class BybitTickers {
    private static final FieldNames FIELDS =
            FieldNames.of(
                    "markPrice",
                    "indexPrice",
                    "fundingRate",
                    "nextFundingTime",
                    "fundingIntervalHour",
                    "openInterest",
                    "openInterestValue",
                    "singleOpenInterest",
                    "singleOpenInterestValue",
                    "symbol");
    private static final long LONGEST_INTERVAL_HOURS = 24;

    private final WireReading reading;
    private final JsonScanner json;

    private long mark;
    private long index;
    private long rate;
    private int rateScale;
    private long bothSides;
    private long bothSidesMicroUsd;
    private long oneSide;
    private long oneSideMicroUsd;

    BybitTickers(WireReading reading) {
        this.reading = reading;
        json = reading.json();
    }

    /// Reads one ticker, kept until [#emit].
    void read(Listing on) {
        mark = MarketEvent.NONE;
        index = MarketEvent.NONE;
        rate = MarketEvent.NONE;
        bothSides = MarketEvent.NONE;
        bothSidesMicroUsd = MarketEvent.NONE;
        oneSide = MarketEvent.NONE;
        oneSideMicroUsd = MarketEvent.NONE;
        long fundingTimeNs = MarketEvent.NONE;
        long intervalNs = MarketEvent.NONE;
        json.beginObject();
        for (int f; (f = json.nextField(FIELDS)) != JsonScanner.END; ) {
            if (json.skipEmptyText() || json.skipNull()) {
                continue;
            }
            switch (f) {
                case 0 -> mark = reading.computedPrice(on);
                case 1 -> index = reading.computedPrice(on);
                case 2 -> {
                    rate = json.number();
                    rateScale = json.numberScale();
                }
                case 3 -> fundingTimeNs = reading.timeNs();
                case 4 -> intervalNs = interval();
                case 5 -> bothSides = quantity(on);
                case 6 -> bothSidesMicroUsd = value();
                case 7 -> oneSide = quantity(on);
                case 8 -> oneSideMicroUsd = value();
                default -> json.skipValue();
            }
        }
        if (!json.failed()) {
            on.fundingTimeNs = fundingTimeNs > 0 ? fundingTimeNs : on.fundingTimeNs;
            on.fundingIntervalNs = intervalNs > 0 ? intervalNs : on.fundingIntervalNs;
        }
    }

    private long interval() {
        long hours = json.integer();
        if (hours < 1 || hours > LONGEST_INTERVAL_HOURS) {
            json.reject("1 to " + LONGEST_INTERVAL_HOURS + " hours");
        }
        return Duration.ofHours(hours).toNanos();
    }

    private long quantity(Listing on) {
        long quantity = json.roundedDecimal(on.quantityScale());
        if (quantity < 0) {
            json.reject("a number not below 0");
        }
        return quantity;
    }

    private long value() {
        long microUsd = json.roundedDecimal(MicroUsd.SCALE);
        if (microUsd < 0 || microUsd > MicroUsd.MAX) {
            json.reject("a value of 0 to a trillion USD");
        }
        return microUsd;
    }

    /// Sends what the last ticker told, the mark price last.
    void emit(Listing on, long timeNs) {
        if (index != MarketEvent.NONE && index != 0) {
            reading.out().indexPrice(on.code(), timeNs, reading.receiveTimeNs(), index);
        }
        if (rate != MarketEvent.NONE && on.instrument().kind() == InstrumentKind.PERPETUAL) {
            reading.out()
                    .fundingRate(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            rate,
                            rateScale,
                            on.fundingIntervalNs,
                            on.fundingTimeNs,
                            FundingKind.ESTIMATE);
        }
        emitOpenInterest(on, timeNs);
        if (mark != MarketEvent.NONE && mark != 0) {
            reading.out().markPrice(on.code(), timeNs, reading.receiveTimeNs(), mark);
        }
    }

    void emitOpenInterest(Listing on, long timeNs) {
        if (oneSide == MarketEvent.NONE && bothSides == MarketEvent.NONE) {
            return;
        }
        long quantity = oneSide != MarketEvent.NONE ? oneSide : half(bothSides);
        long microUsd =
                oneSideMicroUsd != MarketEvent.NONE ? oneSideMicroUsd : half(bothSidesMicroUsd);
        if (on.instrument().contract() == Contract.INVERSE) {
            microUsd = reading.notionalMicroUsd(on, quantity, 0);
        }
        reading.out().openInterest(on.code(), timeNs, reading.receiveTimeNs(), quantity, microUsd);
    }

    /// Half-even.
    private static long half(long both) {
        if (both == MarketEvent.NONE) {
            return both;
        }
        long half = both / 2;
        return both % 2 == 1 && half % 2 == 1 ? half + 1 : half;
    }
}

package spillway.exchange.venue;

import java.time.LocalDate;
import java.util.List;
import spillway.exchange.account.CollateralTerms;
import spillway.exchange.account.InstrumentTerms;
import spillway.margin.ContractTerms;
import spillway.margin.FlatTiers;
import spillway.margin.MarginRule;
import spillway.margin.MarginTerms;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;
import spillway.margin.TierMeasure;
import spillway.margin.TierStep;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.adl.AdlRanking;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.market.Decimal;
import spillway.market.Venue;

/// Venues for tests: the real ones on the day of the reference event, and one of round numbers.
final class Markets {
    static final LocalDate DAY = LocalDate.of(2026, 2, 5);

    /// Real venues, with rules of every kind.
    static final List<String> REAL =
            List.of(
                    "binance-usdm BTCUSDT ETHUSDT SOLUSDT",
                    "binance-coinm BTCUSD_PERP",
                    "bybit BTCUSDT",
                    "bybit BTCPERP",
                    "okx BTC-USDT-SWAP ETH-USDT-SWAP",
                    "bitmex XBTUSD",
                    "deribit BTC-PERPETUAL",
                    "hyperliquid BTC ETH SOL",
                    "dydx-v4 BTC-USD ETH-USD");

    private Markets() {}

    /// `venue symbol symbol …`, with two assets as collateral where it settles in dollars.
    static VenueTerms real(String words, int accounts) {
        List<String> parts = List.of(words.split(" "));
        var venue = new Venue(parts.getFirst());
        boolean inCoin =
                words.contains("coinm") || words.contains("XBT") || words.contains("deribit");
        List<CollateralTerms> collaterals =
                inCoin
                        ? List.of()
                        : List.of(
                                CollateralTerms.flat("BTC", 8, Rational.of(5, 100)),
                                CollateralTerms.flat("USDE", 6, Rational.of(1, 10)));
        return VenueRules.on(
                DAY,
                venue,
                parts.subList(1, parts.size()),
                ContractBook.builtIn(),
                TierBook.builtIn(),
                collaterals,
                accounts);
    }

    /// One dollar a tick, one thousandth of a coin a lot, money in micro-dollars, maintenance 0.4
    /// %, leverage up to 100, no fees, mark told, whole positions closed by one order and the rest
    /// taken over.
    static VenueTerms round(int accounts) {
        return new VenueTerms(
                new Venue("round"),
                List.of(round("COIN"), round("OTHER")),
                List.of(CollateralTerms.flat("GOLD", 6, Rational.of(1, 10))),
                FeeTerms.NONE,
                engine(new FirstOrder.Whole(), EngineTerms.AfterOrder.TAKE_OVER),
                MarkTerms.TOLD,
                FundingTerms.EIGHT_HOURS,
                500_000,
                accounts);
    }

    private static InstrumentTerms round(String symbol) {
        var contract =
                ContractTerms.linear(
                        "USD",
                        Decimal.ONE,
                        Decimal.parse("0.001"),
                        Decimal.ONE,
                        ContractTerms.MICRO);
        var margin =
                new MarginTerms(
                        contract,
                        MarginalTiers.single(Rational.of(4, 1_000)),
                        MarginRule.MARK_PRICED);
        return InstrumentTerms.single(symbol, margin, 100);
    }

    /// An instrument of flat tiers that jump with the price, which a venue refuses.
    static MarginTerms jumping() {
        var contract =
                ContractTerms.linear(
                        "USD",
                        Decimal.ONE,
                        Decimal.parse("0.001"),
                        Decimal.ONE,
                        ContractTerms.MICRO);
        return new MarginTerms(
                contract,
                FlatTiers.of(
                        TierMeasure.VALUE,
                        List.of(
                                new TierStep(0, Rational.of(1, 100), Rational.ZERO),
                                new TierStep(1_000_000, Rational.of(2, 100), Rational.ZERO))),
                MarginRule.MARK_PRICED);
    }

    static EngineTerms engine(FirstOrder first, EngineTerms.AfterOrder after) {
        return new EngineTerms(
                first,
                EngineTerms.OrderLimit.BANKRUPTCY,
                after,
                FundRule.WHOLE_SURPLUS,
                new AdlPolicy.Queue(AdlRanking.BITMEX),
                AdlPrice.BANKRUPTCY,
                0,
                0,
                FundLimits.EQUITY_ONLY,
                HouseExit.STEADY,
                EngineTerms.LossSharing.VENUE);
    }
}

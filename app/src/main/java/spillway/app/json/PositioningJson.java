package spillway.app.json;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import spillway.app.reading.PositioningReading;
import spillway.app.text.Numbers;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.signals.positioning.ContractState;
import spillway.signals.positioning.PositioningState;
import spillway.signals.positioning.TakerFlow;
import tools.jackson.databind.node.ObjectNode;

/// Positioning as JSON.
public final class PositioningJson {
    private static final int USD_DECIMALS = 2;
    private static final int RATE_DECIMALS = 8;

    private PositioningJson() {}

    /// The whole reading.
    public static ObjectNode of(PositioningReading reading) {
        PositioningState state = reading.state();
        var node = Json.object().put("coin", state.coin().symbol());
        node.put("at", TimeWindow.iso(state.window().toNs()));
        node.set("window", Json.window(state.window()));
        var funding = node.putObject("funding");
        funding.put("weightedAnnualised", Json.share(state.weightedFunding()))
                .put("dispersionAnnualised", Json.share(state.fundingDispersion()))
                .put("percentile", Json.share(reading.fundingPercentile()))
                .put("kind", "estimated");
        node.putObject("openInterest")
                .put("usd", rounded(state.openInterestUsd(), USD_DECIMALS))
                .put("coins", rounded(state.openInterestCoins(), USD_DECIMALS))
                .put("percentile", Json.share(reading.openInterestPercentile()))
                .put("kind", "estimated");
        var contracts = node.putArray("contracts");
        state.contracts().forEach(contract -> contracts.add(contract(contract)));
        var ratios = node.putArray("longShort");
        for (var ratio : state.longShort()) {
            ratios.addObject()
                    .put("population", lowerCase(ratio.population()))
                    .put("ratio", Json.share(ratio.ratio()))
                    .put("time", TimeWindow.iso(ratio.timeNs()))
                    .put("source", ratio.instrument().toString())
                    .put("kind", "observed");
        }
        var flow = node.putObject("takerFlow");
        flow.set("derivatives", flow(state.derivatives()));
        flow.set("spot", flow(state.spot()));
        node.put("volumeDominance", Json.share(state.volumeDominance()));
        var regime = node.putObject("regime");
        regime.put("label", reading.regime().isPresent() ? reading.regime().get().name() : null)
                .put("priceChangePct", rounded(reading.priceChangePct(), USD_DECIMALS))
                .put(
                        "openInterestChangePctCoin",
                        rounded(reading.openInterestChangePct(), USD_DECIMALS))
                .put("kind", "estimated");
        var reported = node.putArray("reported");
        for (var figure : reading.reported()) {
            reported.addObject()
                    .put("metric", figure.metric().key())
                    .put("value", Numbers.shortest(figure.figure().value()))
                    .put("unit", figure.metric().unit())
                    .put("from", TimeWindow.iso(figure.figure().when().fromNs()))
                    .put("to", TimeWindow.iso(figure.figure().when().toNs()))
                    .put("source", figure.figure().source())
                    .put("kind", lowerCase(figure.figure().kind()));
        }
        var missing = node.putObject("notObserved");
        reading.notObserved().forEach(missing::put);
        return node;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable BigDecimal rounded(OptionalDouble number, int decimals) {
        return number.isPresent() ? Json.rounded(number.getAsDouble(), decimals) : null;
    }

    private static ObjectNode contract(ContractState contract) {
        return Json.object()
                .put("venue", contract.instrument().venue().code())
                .put("symbol", contract.instrument().symbol())
                .put("fundingRate", rounded(contract.fundingRate(), RATE_DECIMALS))
                .put("fundingIntervalHours", rounded(contract.fundingIntervalHours(), USD_DECIMALS))
                .put("fundingAnnualised", Json.share(contract.fundingAnnualised()))
                .put(
                        "fundingSpendUsdPerDay",
                        rounded(contract.fundingSpendUsdPerDay(), USD_DECIMALS))
                .put("openInterestUsd", rounded(contract.openInterestUsd(), USD_DECIMALS))
                .put("openInterestCoins", rounded(contract.openInterestCoins(), USD_DECIMALS))
                .put("basis", Json.share(contract.basis()))
                .put("source", contract.instrument().toString())
                .put("kind", "observed");
    }

    private static @Nullable ObjectNode flow(Optional<TakerFlow> found) {
        if (found.isEmpty()) {
            return null;
        }
        TakerFlow flow = found.get();
        var node =
                Json.object()
                        .put("buyUsd", MicroUsd.toString(flow.buyMicroUsd()))
                        .put("sellUsd", MicroUsd.toString(flow.sellMicroUsd()))
                        .put("unsidedUsd", MicroUsd.toString(flow.unsidedMicroUsd()))
                        .put("deltaUsd", MicroUsd.toString(flow.deltaMicroUsd()))
                        .put("ratio", Json.share(flow.ratio()))
                        .put("trades", flow.trades());
        var cvd = node.putArray("cvd");
        for (var hour : flow.cvdUsd()) {
            cvd.addObject()
                    .put("hour", TimeWindow.iso(hour.hourNs()))
                    .put("deltaUsd", MicroUsd.toString(hour.deltaMicroUsd()))
                    .put("sumUsd", MicroUsd.toString(hour.sumMicroUsd()));
        }
        node.set("sources", Json.texts(flow.sources()));
        return node.put("kind", "observed");
    }
}

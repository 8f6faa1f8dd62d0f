package spillway.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import spillway.app.reading.PositioningReading;
import spillway.app.text.Table.Align;
import spillway.market.MicroUsd;
import spillway.signals.positioning.PositioningState;
import spillway.signals.positioning.TakerFlow;

/// Positioning for people.
public final class PositioningText {
    private PositioningText() {}

    /// The answer's lines.
    public static List<String> lines(PositioningReading reading) {
        PositioningState state = reading.state();
        var lines = new ArrayList<String>();
        lines.add(
                state.coin()
                        + " as of "
                        + Times.show(state.window().toNs())
                        + " UTC, flow and changes of 24 hours");
        if (state.weightedFunding().isPresent()) {
            lines.add(
                    "  funding "
                            + percent(state.weightedFunding())
                            + " a year by open interest, dispersion "
                            + percent(state.fundingDispersion()));
        }
        if (state.openInterestUsd().isPresent()) {
            lines.add(
                    "  open interest "
                            + Numbers.compactUsd(state.openInterestUsd().getAsDouble())
                            + " USD, one side");
        }
        reading.regime()
                .ifPresent(regime ->
                        lines.add(
                                "  regime "
                                        + regime.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                        + ": price "
                                        + Numbers.change(reading.priceChangePct().orElse(0))
                                        + ", open interest in coin "
                                        + Numbers.change(
                                                reading.openInterestChangePct().orElse(0))));
        lines.add(
                "  crowding: funding higher than "
                        + share(reading.fundingPercentile())
                        + " of the month before, open interest in coin than "
                        + share(reading.openInterestPercentile()));
        flow("contracts", state.derivatives(), lines);
        flow("spot", state.spot(), lines);
        contracts(state, lines);
        reported(reading, lines);
        lines.add("");
        lines.add("Not observed");
        reading.notObserved().forEach((key, reason) -> lines.add("  " + key + ": " + reason));
        return lines;
    }

    private static String percent(OptionalDouble fraction) {
        return fraction.isPresent()
                ? String.format(Locale.ROOT, "%.2f %%", 100 * fraction.getAsDouble())
                : "not known";
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Numbers.share(share.getAsDouble()) : "(not known)";
    }

    private static void flow(String of, Optional<TakerFlow> found, List<String> lines) {
        found.ifPresent(flow ->
                lines.add(
                        "  takers of "
                                + of
                                + ": bought "
                                + usd(flow.buyMicroUsd())
                                + ", sold "
                                + usd(flow.sellMicroUsd())
                                + " USD in "
                                + Numbers.count(flow.trades())
                                + " trades"));
    }

    private static String usd(long microUsd) {
        return Numbers.compactUsd(microUsd / (double) MicroUsd.PER_USD);
    }

    private static void contracts(PositioningState state, List<String> lines) {
        if (state.contracts().isEmpty()) {
            return;
        }
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        table.row("contract", "funding a year", "open interest USD", "basis");
        for (var contract : state.contracts()) {
            table.row(
                    contract.instrument().toString(),
                    percent(contract.fundingAnnualised()),
                    contract.openInterestUsd().isPresent()
                            ? Numbers.compactUsd(contract.openInterestUsd().getAsDouble())
                            : "not known",
                    percent(contract.basis()));
        }
        lines.add("");
        lines.add("Contracts (observed)");
        lines.addAll(table.lines("  "));
    }

    private static void reported(PositioningReading reading, List<String> lines) {
        if (reading.reported().isEmpty()) {
            return;
        }
        var table = new Table(Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT);
        for (var figure : reading.reported()) {
            table.row(
                    figure.metric().key(),
                    Numbers.exact(figure.figure().value()),
                    figure.metric().unit(),
                    Times.show(figure.figure().when().fromNs()),
                    figure.figure().source());
        }
        lines.add("");
        lines.add("Reported");
        lines.addAll(table.lines("  "));
    }
}

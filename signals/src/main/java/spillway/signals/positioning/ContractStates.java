package spillway.signals.positioning;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;

/// Makes contracts' states of what is kept of them, and sums over them.
final class ContractStates {
    private static final double HOURS_PER_YEAR = 8_760;
    private static final double HOUR_NS = (double) Duration.ofHours(1).toNanos();

    private ContractStates() {}

    static boolean stands(Kept.Last last, long atNs) {
        return last.isKnown()
                && last.timeNs < atNs
                && last.timeNs >= atNs - Positioning.STANDS.toNanos();
    }

    private static OptionalDouble value(Kept.Last last, long atNs) {
        return stands(last, atNs) ? OptionalDouble.of(last.value()) : OptionalDouble.empty();
    }

    /// The state of one contract at a moment; empty where nothing stands.
    static Optional<ContractState> of(Instrument on, Kept of, long atNs) {
        OptionalDouble rate = value(of.funding, atNs);
        boolean timed = rate.isPresent() && of.funding.extra > 0;
        OptionalDouble hours =
                timed ? OptionalDouble.of(of.funding.extra / HOUR_NS) : OptionalDouble.empty();
        OptionalDouble annual =
                timed
                        ? OptionalDouble.of(
                                rate.getAsDouble() * HOURS_PER_YEAR / hours.getAsDouble())
                        : OptionalDouble.empty();
        OptionalDouble mark = value(of.mark, atNs);
        OptionalDouble index = value(of.index, atNs);
        OptionalDouble coins = coins(on, of, mark, atNs);
        OptionalDouble usd = usd(on, of, mark, atNs);
        if (rate.isEmpty() && usd.isEmpty() && coins.isEmpty() && mark.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ContractState(
                        on,
                        rate,
                        hours,
                        annual,
                        usd,
                        coins,
                        annual.isPresent() && usd.isPresent()
                                ? OptionalDouble.of(
                                        annual.getAsDouble()
                                                / HOURS_PER_YEAR
                                                * 24
                                                * usd.getAsDouble())
                                : OptionalDouble.empty(),
                        mark.isPresent() && index.isPresent() && index.getAsDouble() > 0
                                ? OptionalDouble.of(mark.getAsDouble() / index.getAsDouble() - 1)
                                : OptionalDouble.empty()));
    }

    /// As the venue values it, else what its units are worth at the mark price.
    private static OptionalDouble usd(Instrument on, Kept of, OptionalDouble mark, long atNs) {
        if (stands(of.openInterestUsd, atNs)) {
            return value(of.openInterestUsd, atNs);
        }
        if (!stands(of.openInterestQuantity, atNs)) {
            return OptionalDouble.empty();
        }
        double units = units(on, of);
        if (on.contract() == Contract.INVERSE) {
            return OptionalDouble.of(units);
        }
        return mark.isPresent()
                ? OptionalDouble.of(units * mark.getAsDouble())
                : OptionalDouble.empty();
    }

    private static double units(Instrument on, Kept of) {
        double size = Decimal.toDouble(on.contractSize().mantissa(), on.contractSize().scale());
        return of.openInterestQuantity.value() * size;
    }

    private static OptionalDouble coins(Instrument on, Kept of, OptionalDouble mark, long atNs) {
        if (on.contract() == Contract.LINEAR && stands(of.openInterestQuantity, atNs)) {
            return OptionalDouble.of(units(on, of) * on.coinsPerUnit());
        }
        OptionalDouble usd = usd(on, of, mark, atNs);
        boolean priced = usd.isPresent() && mark.isPresent() && mark.getAsDouble() > 0;
        return priced
                ? OptionalDouble.of(usd.getAsDouble() / mark.getAsDouble() * on.coinsPerUnit())
                : OptionalDouble.empty();
    }

    static OptionalDouble sum(
            List<ContractState> contracts, Function<ContractState, OptionalDouble> of) {
        double sum = 0;
        boolean any = false;
        for (var contract : contracts) {
            OptionalDouble one = of.apply(contract);
            any |= one.isPresent();
            sum += one.orElse(0);
        }
        return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /// The annualised rate weighted by open interest, over the contracts that have both.
    static OptionalDouble weighted(List<ContractState> contracts) {
        double sum = 0;
        double weights = 0;
        for (var contract : contracts) {
            boolean both =
                    contract.fundingAnnualised().isPresent()
                            && contract.openInterestUsd().isPresent();
            if (both) {
                double weight = contract.openInterestUsd().getAsDouble();
                sum += weight * contract.fundingAnnualised().getAsDouble();
                weights += weight;
            }
        }
        return weights > 0 ? OptionalDouble.of(sum / weights) : OptionalDouble.empty();
    }

    /// The largest annualised rate less the smallest.
    static OptionalDouble dispersion(List<ContractState> contracts) {
        double[] rates =
                contracts.stream()
                        .filter(c -> c.fundingAnnualised().isPresent())
                        .mapToDouble(c -> c.fundingAnnualised().getAsDouble())
                        .sorted()
                        .toArray();
        return rates.length < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(rates[rates.length - 1] - rates[0]);
    }
}

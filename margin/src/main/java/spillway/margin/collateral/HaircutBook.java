package spillway.margin.collateral;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import spillway.margin.Rational;
import spillway.market.Venue;

/// Haircuts by venue, asset and date, and the collateral value that they leave.
///
/// @param tables every table, by date
public record HaircutBook(List<HaircutTable> tables) {
    /// An amount of one asset and its index price.
    ///
    /// @param asset what is held
    /// @param amount of it; negative for a debt
    /// @param indexPrice in the currency of the account, `>= 0`
    public record Holding(String asset, Rational amount, Rational indexPrice) {}

    /// What a basket counts for.
    ///
    /// @param value in the currency of the account, unrounded
    /// @param uncounted assets without a haircut in force, which count for nothing
    public record Counted(Rational value, List<String> uncounted) {
        public Counted {
            uncounted = List.copyOf(uncounted);
        }
    }

    public HaircutBook {
        tables = tables.stream().sorted(Comparator.comparing(HaircutTable::seen)).toList();
    }

    /// The haircut in force on `date`: the latest one seen by then.
    public Optional<HaircutTable> find(Venue venue, String asset, LocalDate date) {
        return tables.stream()
                .filter(t -> t.venue().equals(venue) && t.asset().equals(asset))
                .filter(t -> !t.seen().isAfter(date))
                .reduce((_, later) -> later);
    }

    /// What `holdings` count for as collateral on `date`. An asset without a haircut counts for
    /// nothing, and is named: collateral that is not known is not there. Debts count in full.
    public Counted count(Venue venue, LocalDate date, List<Holding> holdings) {
        Rational value = Rational.ZERO;
        var uncounted = new ArrayList<String>();
        for (Holding holding : holdings) {
            Optional<HaircutTable> table = find(venue, holding.asset(), date);
            if (table.isPresent()) {
                value =
                        value.plus(
                                table.get().counted(holding.amount()).times(holding.indexPrice()));
            } else if (holding.amount().signum() < 0) {
                value = value.plus(holding.amount().times(holding.indexPrice()));
            } else {
                uncounted.add(holding.asset());
            }
        }
        return new Counted(value, uncounted);
    }
}

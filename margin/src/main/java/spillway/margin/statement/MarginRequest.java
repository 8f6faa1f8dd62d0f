package spillway.margin.statement;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.margin.ContractTerms;
import spillway.margin.MarginMode;
import spillway.market.Decimal;
import spillway.market.PositionSide;
import spillway.market.Venue;

/// A question about one position.
///
/// @param venue whose rules: `binance-usdm`
/// @param symbol the venue's own symbol
/// @param date whose rules and tiers of that day
/// @param side which way the position faces
/// @param entry average entry price, `> 0`
/// @param size in the venue's unit of quantity, `> 0`: coins, contracts, or dollars
/// @param mode isolated, or cross on a wallet
/// @param leverage chosen leverage; empty for the highest that is allowed
/// @param margin posted margin of an isolated position, or the wallet behind a cross one; empty for
///   the initial margin
/// @param extra margin added to it
/// @param mark present mark price; empty for the entry price
/// @param otherMaintenance maintenance margin of the account's other positions, cross only
/// @param otherProfit unrealised profit of the account's other positions, cross only
/// @param hedge the opposite position in the same instrument, cross only
/// @param ruleSet id of a rule set, instead of the one of that date
/// @param contract units of the contract, instead of the listed ones
/// @param parameters values of the rule set's parameters by name
public record MarginRequest(
        Venue venue,
        String symbol,
        LocalDate date,
        PositionSide side,
        Decimal entry,
        Decimal size,
        MarginMode mode,
        Optional<Decimal> leverage,
        Optional<Decimal> margin,
        Decimal extra,
        Optional<Decimal> mark,
        Decimal otherMaintenance,
        Decimal otherProfit,
        Optional<Hedge> hedge,
        Optional<String> ruleSet,
        Optional<ContractTerms> contract,
        Map<String, String> parameters) {
    /// The other side of a hedge.
    ///
    /// @param entry its average entry price
    /// @param size its size
    public record Hedge(Decimal entry, Decimal size) {
        public Hedge {
            positive("hedge entry", entry);
            positive("hedge size", size);
        }
    }

    public MarginRequest {
        positive("entry", entry);
        positive("size", size);
        leverage.ifPresent(l -> positive("leverage", l));
        mark.ifPresent(m -> positive("mark", m));
        parameters = Map.copyOf(parameters);
    }

    private static void positive(String name, Decimal number) {
        if (number.mantissa() <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + number);
        }
    }

    /// An isolated position with everything else left to its default.
    public static Builder of(
            Venue venue,
            String symbol,
            LocalDate date,
            PositionSide side,
            Decimal entry,
            Decimal size) {
        return new Builder(venue, symbol, date, side, entry, size);
    }

    /// Collects the optional parts of a question.
    public static final class Builder {
        private final Venue venue;
        private final String symbol;
        private final LocalDate date;
        private final PositionSide side;
        private final Decimal entry;
        private final Decimal size;
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private MarginMode mode = MarginMode.ISOLATED;
        private @Nullable Decimal leverage;
        private @Nullable Decimal margin;
        private Decimal extra = Decimal.ZERO;
        private @Nullable Decimal mark;
        private Decimal otherMaintenance = Decimal.ZERO;
        private Decimal otherProfit = Decimal.ZERO;
        private @Nullable Hedge hedge;
        private @Nullable String ruleSet;
        private @Nullable ContractTerms contract;

        private Builder(
                Venue venue,
                String symbol,
                LocalDate date,
                PositionSide side,
                Decimal entry,
                Decimal size) {
            this.venue = venue;
            this.symbol = symbol;
            this.date = date;
            this.side = side;
            this.entry = entry;
            this.size = size;
        }

        public Builder mode(MarginMode chosen) {
            mode = chosen;
            return this;
        }

        public Builder leverage(Decimal chosen) {
            leverage = chosen;
            return this;
        }

        /// Posted margin, or the wallet of a cross account.
        public Builder margin(Decimal posted) {
            margin = posted;
            return this;
        }

        public Builder extra(Decimal added) {
            extra = added;
            return this;
        }

        public Builder mark(Decimal price) {
            mark = price;
            return this;
        }

        /// What the account's other cross positions need and have gained.
        public Builder others(Decimal maintenance, Decimal profit) {
            otherMaintenance = maintenance;
            otherProfit = profit;
            return this;
        }

        public Builder hedge(Hedge opposite) {
            hedge = opposite;
            return this;
        }

        public Builder ruleSet(String id) {
            ruleSet = id;
            return this;
        }

        public Builder contract(ContractTerms units) {
            contract = units;
            return this;
        }

        public Builder parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        public MarginRequest build() {
            return new MarginRequest(
                    venue,
                    symbol,
                    date,
                    side,
                    entry,
                    size,
                    mode,
                    Optional.ofNullable(leverage),
                    Optional.ofNullable(margin),
                    extra,
                    Optional.ofNullable(mark),
                    otherMaintenance,
                    otherProfit,
                    Optional.ofNullable(hedge),
                    Optional.ofNullable(ruleSet),
                    Optional.ofNullable(contract),
                    parameters);
        }
    }
}

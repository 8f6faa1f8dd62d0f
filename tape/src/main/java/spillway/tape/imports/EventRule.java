package spillway.tape.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.Metric;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;

/// One table of a mapping that makes events of a row: which columns, in which unit, under which
/// conditions. Says nothing of any file; [Plan] binds it to one.
sealed interface EventRule {
    /// When the rule applies.
    Scope scope();

    /// Columns without which it cannot apply, empty names left out.
    List<String> columns();

    /// When a rule applies to a file.
    ///
    /// @param files glob over the file's name; null for every file
    /// @param optional whether a file without the rule's columns is still of this kind
    record Scope(@Nullable Pattern files, boolean optional) {
        boolean covers(String fileName) {
            return files == null || files.matcher(fileName).matches();
        }
    }

    /// What a value of exactly 0 means.
    enum Zero {
        VALUE,
        /// Not collected, wherever it stands.
        MISSING,
        /// Not collected before the subject's first other value.
        LEADING_MISSING
    }

    /// What all kinds of aggregate share.
    ///
    /// @param metric what is measured
    /// @param shift places by which the point moves from the file's unit to the metric's
    /// @param intervalNs length of a row's interval
    /// @param zero what 0 means
    /// @param group rules of one group are judged together: only when all of them are 0 is it
    ///   missing
    record Aggregate(Metric metric, int shift, long intervalNs, Zero zero, String group) {}

    /// Another party's aggregate: one column, or four.
    ///
    /// @param open empty where only `close` is given; likewise `high`, `low`
    /// @param close the one value, or the last of four
    /// @param count column of the number of orders or trades in it; empty for none
    record ReportedRule(
            Scope scope,
            Aggregate aggregate,
            String open,
            String high,
            String low,
            String close,
            String count)
            implements EventRule {
        @Override
        public List<String> columns() {
            return named(open, high, low, close, count);
        }
    }

    /// Aggregates whose subject is in the name of the column.
    ///
    /// @param pattern of the whole name; its groups fill the templates, group `venue` the venue
    record ReportedColumnsRule(
            Scope scope,
            Aggregate aggregate,
            Pattern pattern,
            String symbol,
            String coin,
            String quote)
            implements EventRule {
        @Override
        public List<String> columns() {
            return List.of();
        }
    }

    /// Positions closed by force, one order a row.
    ///
    /// @param deleveraging whether they are auto-deleveraging, else liquidations
    /// @param quantity column of the filled quantity; empty where only `value` is given
    /// @param value column of the value in USD; empty where quantity and price say it
    record OrderRule(
            Scope scope,
            boolean deleveraging,
            SideRule side,
            String quantity,
            String price,
            String value,
            String id,
            PriceKind priceKind,
            Completeness completeness)
            implements EventRule {
        @Override
        public List<String> columns() {
            return named(side.column(), quantity, price, value, id);
        }
    }

    /// Trades.
    ///
    /// @param side null where the file does not say who was the aggressor
    record TradeRule(Scope scope, @Nullable SideRule side, String quantity, String price, String id)
            implements EventRule {
        @Override
        public List<String> columns() {
            return named(side == null ? "" : side.column(), quantity, price, id);
        }
    }

    /// Accounts' positions.
    record PositionRule(
            Scope scope,
            String account,
            SideRule side,
            String quantity,
            String entryPrice,
            String liquidationPrice,
            String leverage,
            String value,
            String accountValue)
            implements EventRule {
        @Override
        public List<String> columns() {
            return named(
                    account,
                    side.column(),
                    quantity,
                    entryPrice,
                    liquidationPrice,
                    leverage,
                    value,
                    accountValue);
        }
    }

    /// The state of one instrument at a moment.
    sealed interface StateRule extends EventRule
            permits PriceRule, FundingRule, OpenInterestRule, RatioRule {}

    /// Mark or index prices.
    record PriceRule(Scope scope, boolean index, String price) implements StateRule {
        @Override
        public List<String> columns() {
            return named(price);
        }
    }

    /// Funding rates of one instrument.
    ///
    /// @param shift places by which the point moves to a fraction
    /// @param intervalHours column; empty where `intervalNs` is given or nobody knows
    /// @param intervalNs constant, 0 where `intervalHours` is given or nobody knows
    record FundingRule(
            Scope scope,
            String rate,
            int shift,
            String intervalHours,
            long intervalNs,
            FundingKind kind)
            implements StateRule {
        @Override
        public List<String> columns() {
            return named(rate, intervalHours);
        }
    }

    /// Open interest of one instrument, in contracts, money, or both.
    record OpenInterestRule(Scope scope, String quantity, String value) implements StateRule {
        @Override
        public List<String> columns() {
            return named(quantity, value);
        }
    }

    /// Longs per short of one instrument.
    record RatioRule(Scope scope, String ratio, RatioPopulation population) implements StateRule {
        @Override
        public List<String> columns() {
            return named(ratio);
        }
    }

    private static List<String> named(String... names) {
        var columns = new ArrayList<String>();
        for (String name : names) {
            if (!name.isEmpty()) {
                columns.add(name);
            }
        }
        return columns;
    }
}

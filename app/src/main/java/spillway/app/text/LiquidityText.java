package spillway.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import spillway.app.reading.LiquidityReading;
import spillway.app.text.Table.Align;
import spillway.signals.liquidity.BookLiquidity;
import spillway.signals.liquidity.Refill;

/// Liquidity of books for people.
public final class LiquidityText {
    private LiquidityText() {}

    /// The answer's lines.
    public static List<String> lines(LiquidityReading reading) {
        var lines = new ArrayList<String>();
        lines.add("Books as of " + Times.show(reading.window().toNs()) + " UTC (estimated)");
        if (!reading.notObserved().isEmpty()) {
            lines.add("  not observed: " + reading.notObserved());
        }
        for (var book : reading.books()) {
            lines.add("");
            lines.addAll(book(book));
        }
        return lines;
    }

    private static List<String> book(BookLiquidity book) {
        var lines = new ArrayList<String>();
        lines.add(
                book.instrument()
                        + ", "
                        + Numbers.count(book.changes())
                        + " messages, longest stretch without one "
                        + plain(book.staleS(), 1)
                        + " s"
                        + (book.isStale() ? ": STALE" : "")
                        + (book.lost()
                                ? ", feed lost, as last seen " + Times.show(book.asOfNs())
                                : "")
                        + (book.latencyMs().isPresent()
                                ? ", least latency "
                                        + plain(book.latencyMs().getAsDouble(), 0)
                                        + " ms"
                                : ""));
        if (!book.reason().isEmpty()) {
            lines.add("  not observed: " + book.reason());
            return lines;
        }
        lines.add(
                "  mid "
                        + plain(book.mid().orElse(0), 2)
                        + ", spread "
                        + plain(book.spreadBps().orElse(0), 3)
                        + " bp");
        lines.addAll(depth(book).lines("  "));
        lines.addAll(slippage(book).lines("  "));
        book.refill().ifPresent(refill -> lines.add("  " + refill(refill)));
        return lines;
    }

    private static Table depth(BookLiquidity book) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        table.row("within", "bids USD", "asks USD", "imbalance");
        for (var depth : book.depth()) {
            table.row(
                    plain(100 * depth.distance(), 2) + " %",
                    Numbers.compactUsd(depth.bidUsd()) + (depth.bidsReach() ? "" : " +"),
                    Numbers.compactUsd(depth.askUsd()) + (depth.asksReach() ? "" : " +"),
                    shown(depth.imbalance(), 2));
        }
        return table;
    }

    private static Table slippage(BookLiquidity book) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT);
        table.row("order of USD", "sell, bp", "buy, bp");
        for (var slippage : book.slippage()) {
            table.row(
                    Numbers.compactUsd(slippage.usd()),
                    shown(slippage.sellBps(), 2),
                    shown(slippage.buyBps(), 2));
        }
        return table;
    }

    private static String refill(Refill refill) {
        return "thinnest within 1 % at "
                + Times.show(refill.lowestNs())
                + ": "
                + Numbers.compactUsd(refill.lowestUsd())
                + " USD, 1/"
                + plain(refill.collapse(), 1)
                + " of normal; "
                + (refill.isBack()
                        ? "half of what was missing was back after "
                                + plain(refill.halfLifeS(), 0)
                                + " s"
                        : "half of what was missing is not back");
    }

    private static String shown(OptionalDouble number, int decimals) {
        return number.isPresent() ? plain(number.getAsDouble(), decimals) : "too thin";
    }

    private static String plain(double number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }
}

package spillway.app.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import spillway.app.reading.LiquidityReading;
import spillway.market.TimeWindow;
import spillway.signals.liquidity.BookLiquidity;
import spillway.signals.liquidity.DepthSample;
import spillway.signals.liquidity.Refill;
import spillway.signals.liquidity.SideDepth;
import spillway.signals.liquidity.Slippage;
import tools.jackson.databind.node.ObjectNode;

/// Liquidity of books as JSON.
public final class LiquidityJson {
    private static final int USD_DECIMALS = 2;
    private static final int BPS_DECIMALS = 4;

    /// How much of a book's history is printed.
    public enum History {
        NONE,
        EVERY_SAMPLE
    }

    private LiquidityJson() {}

    /// All books of a reading.
    public static ObjectNode of(LiquidityReading reading, History history) {
        var node = Json.object();
        node.set("window", Json.window(reading.window()));
        node.put("step", reading.step().toString());
        var books = node.putArray("books");
        reading.books().forEach(book -> books.add(of(book, history)));
        if (!reading.notObserved().isEmpty()) {
            node.put("notObserved", reading.notObserved());
        }
        return node;
    }

    private static ObjectNode of(BookLiquidity book, History history) {
        var node =
                Json.object()
                        .put("venue", book.instrument().venue().code())
                        .put("symbol", book.instrument().symbol())
                        .put("coin", book.instrument().coin().symbol())
                        .put("asOf", TimeWindow.iso(book.asOfNs()))
                        .put("mid", rounded(book.mid(), BPS_DECIMALS))
                        .put("spreadBps", rounded(book.spreadBps(), BPS_DECIMALS))
                        .put("bidReach", Json.share(book.bidReach()))
                        .put("askReach", Json.share(book.askReach()));
        var depth = node.putArray("depth");
        book.depth().forEach(d -> depth.add(depth(d)));
        var slippage = node.putArray("slippage");
        book.slippage().forEach(s -> slippage.add(slippage(s)));
        if (book.refill().isPresent()) {
            node.set("refill", refill(book.refill().get()));
        } else {
            node.putNull("refill");
        }
        node.put("changes", book.changes())
                .put("crossed", book.crossed())
                .put("staleSeconds", Json.rounded(book.staleS(), BPS_DECIMALS))
                .put("stale", book.isStale())
                .put("lost", book.lost())
                .put("latencyMs", rounded(book.latencyMs(), BPS_DECIMALS))
                .put("samples", book.samples().size());
        if (history == History.EVERY_SAMPLE) {
            node.set("history", history(book.samples(), book));
        }
        if (!book.reason().isEmpty()) {
            node.put("notObserved", book.reason());
        }
        return node.put("source", book.instrument().toString()).put("kind", "estimated");
    }

    private static @Nullable BigDecimal rounded(OptionalDouble number, int decimals) {
        return number.isPresent() ? Json.rounded(number.getAsDouble(), decimals) : null;
    }

    private static ObjectNode depth(SideDepth depth) {
        return Json.object()
                .put("within", Json.share(depth.distance()))
                .put("bidUsd", Json.rounded(depth.bidUsd(), USD_DECIMALS))
                .put("askUsd", Json.rounded(depth.askUsd(), USD_DECIMALS))
                .put("imbalance", Json.share(depth.imbalance()))
                .put("bidsReach", depth.bidsReach())
                .put("asksReach", depth.asksReach());
    }

    private static ObjectNode slippage(Slippage slippage) {
        return Json.object()
                .put("usd", Json.rounded(slippage.usd(), 0))
                .put("sellBps", rounded(slippage.sellBps(), BPS_DECIMALS))
                .put("buyBps", rounded(slippage.buyBps(), BPS_DECIMALS));
    }

    private static ObjectNode refill(Refill refill) {
        var node =
                Json.object()
                        .put("normalUsd", Json.rounded(refill.normalUsd(), USD_DECIMALS))
                        .put("lowestUsd", Json.rounded(refill.lowestUsd(), USD_DECIMALS))
                        .put("lowestAt", TimeWindow.iso(refill.lowestNs()))
                        .put("collapse", Json.rounded(refill.collapse(), USD_DECIMALS));
        return refill.isBack()
                ? node.put("halfLifeSeconds", Json.rounded(refill.halfLifeS(), USD_DECIMALS))
                : node.putNull("halfLifeSeconds");
    }

    private static tools.jackson.databind.node.ArrayNode history(
            List<DepthSample> samples, BookLiquidity book) {
        double scale = Math.pow(10, book.instrument().priceScale());
        double perCoin = book.instrument().coinsPerUnit();
        var array = Json.array();
        for (var sample : samples) {
            array.addObject()
                    .put("time", TimeWindow.iso(sample.timeNs()))
                    .put("mid", Json.rounded(sample.mid() / scale / perCoin, BPS_DECIMALS))
                    .put("spreadBps", Json.rounded(sample.spreadBps(), BPS_DECIMALS))
                    .put("bidUsd", Json.rounded(sample.bidUsd(), USD_DECIMALS))
                    .put("askUsd", Json.rounded(sample.askUsd(), USD_DECIMALS))
                    .put("changes", sample.changes());
        }
        return array;
    }
}

package spillway.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spillway.app.text.Numbers;
import spillway.app.text.Times;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;

/// An event report's picture: price above, liquidations by the hour below, in SVG.
///
/// Longs are vermilion and shorts blue, two colours that look different to everybody (Okabe and
/// Ito, Color Universal Design, 2002).
public final class ReportChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int LEFT = 76;
    private static final int RIGHT = 24;
    private static final int PRICE_TOP = 64;
    private static final int PRICE_BOTTOM = 300;
    private static final int BARS_TOP = 330;
    private static final int BARS_BOTTOM = 470;
    private static final String LONG_COLOUR = "#d55e00";
    private static final String SHORT_COLOUR = "#0072b2";
    private static final double NS_PER_DAY = 86_400e9;

    private final EventReport report;
    private final StringBuilder svg = new StringBuilder();

    private ReportChart(EventReport report) {
        this.report = report;
    }

    /// The SVG document.
    public static String of(EventReport report) {
        return new ReportChart(report).draw();
    }

    private String draw() {
        add(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                                + " font-family=\"system-ui, sans-serif\" font-size=\"13\">",
                        WIDTH,
                        HEIGHT));
        add(String.format(Locale.ROOT, "<title>%s</title>", title()));
        add(
                String.format(
                        Locale.ROOT,
                        "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>",
                        WIDTH,
                        HEIGHT));
        text(LEFT, 28, "start", 17, "#111111", title());
        text(LEFT, 48, "start", 13, "#555555", subtitle());
        drawLargestDay();
        drawDays();
        drawPrice();
        drawBars();
        drawLegend();
        add("</svg>");
        return svg.toString();
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }

    private void text(double x, double y, String anchor, int size, String colour, String words) {
        add(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>",
                        x,
                        y,
                        anchor,
                        size,
                        colour,
                        escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String title() {
        String synthetic =
                report.origin() == EventReport.Origin.SYNTHETIC ? " (synthetic sample)" : "";
        return report.coin() + " " + ReportText.show(report.window()) + " UTC" + synthetic;
    }

    private String subtitle() {
        if (report.largestDay().isEmpty()) {
            return "no liquidations on this tape";
        }
        LargestDay day = report.largestDay().get();
        return String.format(
                Locale.ROOT,
                "Largest 24 hours from %s: %s USD longs, %s USD shorts (%s, %s)",
                Times.show(day.window().fromNs()),
                Numbers.compactUsd(day.sums().longs().microUsd() / 1e6),
                Numbers.compactUsd(day.sums().shorts().microUsd() / 1e6),
                ReportText.kind(day.kind()),
                day.source());
    }

    private double x(long timeNs) {
        double share = (timeNs - report.window().fromNs()) / (double) report.window().lengthNs();
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private void drawLargestDay() {
        report.largestDay()
                .ifPresent(day ->
                        add(
                                String.format(
                                        Locale.ROOT,
                                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f3efe4\"/>",
                                        x(day.window().fromNs()),
                                        PRICE_TOP,
                                        x(day.window().toNs()) - x(day.window().fromNs()),
                                        BARS_BOTTOM - PRICE_TOP)));
    }

    /// A line and a label at each midnight, or at every nth where there are many.
    private void drawDays() {
        long dayNs = (long) NS_PER_DAY;
        long days = Math.max(1, report.window().lengthNs() / dayNs);
        long everyNs = dayNs * Math.max(1, (days + 9) / 10);
        long firstNs = Math.ceilDiv(report.window().fromNs(), everyNs) * everyNs;
        for (long at = firstNs; at <= report.window().toNs(); at += everyNs) {
            add(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>",
                            x(at),
                            x(at),
                            PRICE_TOP,
                            BARS_BOTTOM));
            text(x(at), BARS_BOTTOM + 18, "middle", 12, "#555555", Times.show(at).substring(5, 10));
        }
    }

    private void drawPrice() {
        List<PriceBar> prices = report.prices();
        if (prices.isEmpty()) {
            text(
                    LEFT,
                    (PRICE_TOP + PRICE_BOTTOM) / 2.0,
                    "start",
                    13,
                    "#555555",
                    "no reported price to draw");
            return;
        }
        double high = prices.stream().mapToDouble(PriceBar::high).max().orElse(1);
        double low = prices.stream().mapToDouble(PriceBar::low).min().orElse(0);
        double span = high > low ? high - low : Math.max(1e-9, Math.abs(high));
        double step = niceStep(span / 4);
        for (double at = Math.ceil(low / step) * step; at <= high; at += step) {
            double y = priceY(at, low, span);
            add(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#eeeeee\"/>",
                            LEFT,
                            WIDTH - RIGHT,
                            y,
                            y));
            text(LEFT - 8, y + 4, "end", 12, "#555555", Numbers.axis(at, step));
        }
        drawPriceLine(prices, low, span);
        text(LEFT + 6, PRICE_TOP + 14, "start", 12, "#555555", "price, USD");
    }

    /// A line through the closes, broken where an interval was not collected.
    private void drawPriceLine(List<PriceBar> prices, double low, double span) {
        var line = new StringBuilder();
        long reachedNs = Long.MIN_VALUE;
        for (var bar : prices) {
            double middle = (x(bar.interval().fromNs()) + x(bar.interval().toNs())) / 2;
            add(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#999999\"/>",
                            middle,
                            middle,
                            priceY(bar.high(), low, span),
                            priceY(bar.low(), low, span)));
            boolean joins = bar.interval().fromNs() == reachedNs;
            line.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f,%.1f",
                            joins ? "L" : "M",
                            x(bar.interval().toNs()),
                            priceY(bar.close(), low, span)));
            reachedNs = bar.interval().toNs();
        }
        add("<path d=\"" + line + "\" fill=\"none\" stroke=\"#111111\" stroke-width=\"1.6\"/>");
    }

    private static double priceY(double price, double low, double span) {
        return PRICE_BOTTOM - (price - low) / span * (PRICE_BOTTOM - PRICE_TOP - 16);
    }

    private void drawBars() {
        double most = 0;
        for (var bar : report.liquidations()) {
            most = Math.max(most, ((double) bar.longMicroUsd() + bar.shortMicroUsd()) / 1e6);
        }
        if (most == 0) {
            return;
        }
        double step = niceStep(most / 3);
        for (double at = step; at <= most; at += step) {
            double y = BARS_BOTTOM - at / most * (BARS_BOTTOM - BARS_TOP);
            add(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#eeeeee\"/>",
                            LEFT,
                            WIDTH - RIGHT,
                            y,
                            y));
            text(LEFT - 8, y + 4, "end", 12, "#555555", Numbers.compactUsd(at));
        }
        drawMissing();
        for (var bar : report.liquidations()) {
            drawBar(bar, most);
        }
        add(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#111111\"/>",
                        LEFT,
                        WIDTH - RIGHT,
                        BARS_BOTTOM,
                        BARS_BOTTOM));
    }

    /// A grey block where nobody listened: no data is not zero.
    private void drawMissing() {
        var collected = new ArrayList<TimeWindow>();
        report.liquidations().forEach(bar -> collected.add(bar.interval()));
        for (var gap : TimeSpans.of(collected).gapsWithin(report.window()).windows()) {
            add(
                    String.format(
                            Locale.ROOT,
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#d8d8d8\"/>",
                            x(gap.fromNs()),
                            BARS_TOP,
                            x(gap.toNs()) - x(gap.fromNs()),
                            BARS_BOTTOM - BARS_TOP));
        }
    }

    private void drawBar(LiquidationBar bar, double most) {
        double from = x(bar.interval().fromNs());
        double width = Math.max(0.5, x(bar.interval().toNs()) - from - 0.8);
        double longs = bar.longMicroUsd() / 1e6 / most * (BARS_BOTTOM - BARS_TOP);
        double shorts = bar.shortMicroUsd() / 1e6 / most * (BARS_BOTTOM - BARS_TOP);
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                        from,
                        BARS_BOTTOM - longs,
                        width,
                        longs,
                        LONG_COLOUR));
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                        from,
                        BARS_BOTTOM - longs - shorts,
                        width,
                        shorts,
                        SHORT_COLOUR));
    }

    private void drawLegend() {
        drawKey(LEFT, LONG_COLOUR, "longs liquidated, USD a bar");
        drawKey(LEFT + 220, SHORT_COLOUR, "shorts liquidated");
        drawKey(LEFT + 380, "#f3efe4", "largest 24 hours");
        drawKey(LEFT + 540, "#d8d8d8", "liquidations not collected");
    }

    private void drawKey(int x, String colour, String words) {
        int y = HEIGHT - 22;
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\" stroke=\"#999999\"/>",
                        x,
                        y - 11,
                        colour));
        text(x + 18, y, "start", 12, "#111111", words);
    }

    /// 1, 2 or 5 times a power of ten, near `raw`.
    private static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    }
}

package spillway.app.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Makes up the sample's files: a coin falls in three waves, longs are liquidated, shorts a little
/// on the way back.
final class SampleEventFiles {
    static final long SEED = 20_300_301;
    private static final int HOURS = 120;
    private static final long HOUR_MS = 3_600_000;
    private static final double START_PRICE = 100;
    private static final double START_OPEN_INTEREST_COINS = 9_000_000;

    /// First hour of each wave, and how much of the price it takes over three hours.
    private static final int[] WAVE_HOURS = {44, 50, 55};

    private static final double[] WAVE_FALLS = {0.05, 0.09, 0.08};
    private static final int WAVE_LENGTH = 3;

    /// When the southern venue's feed is down.
    private static final int SILENT_FROM = 51;

    private static final int SILENT_TO = 53;

    /// The hour that the aggregator misses.
    private static final int MISSED_HOUR = 84;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> orders = new ArrayList<>();
    private final List<String> market = new ArrayList<>();

    private SampleEventFiles() {
        orders.add("time_ms,venue,symbol,position,quantity,price");
        market.add(
                "time_ms,coin,price_open,price_high,price_low,price_close,open_interest_usd,funding_percent");
        double price = START_PRICE;
        double coins = START_OPEN_INTEREST_COINS;
        for (int hour = 0; hour < HOURS; hour++) {
            double fall = fall(hour);
            double next = price * (1 - fall + (random.nextDouble() - 0.48) * 0.006);
            coins *= 1 - fall * 1.1 + (random.nextDouble() - 0.45) * 0.002;
            addHour(hour, price, next, coins);
            addOrders(hour, price, next, fall);
            price = next;
        }
    }

    static List<String> orders() {
        return new SampleEventFiles().orders;
    }

    static List<String> market() {
        return new SampleEventFiles().market;
    }

    private static double fall(int hour) {
        for (int wave = 0; wave < WAVE_HOURS.length; wave++) {
            if (hour >= WAVE_HOURS[wave] && hour < WAVE_HOURS[wave] + WAVE_LENGTH) {
                return WAVE_FALLS[wave] / WAVE_LENGTH;
            }
        }
        boolean rebound = hour >= 60 && hour < 72;
        return rebound ? -0.006 : 0;
    }

    private static double fundingPercent(int hour) {
        if (hour < WAVE_HOURS[0]) {
            return 0.01 + 0.0001 * hour;
        }
        double sinceFall = hour - 58;
        return sinceFall < 0
                ? 0.0144 - 0.0026 * (hour - WAVE_HOURS[0])
                : -0.022 + Math.min(0.03, 0.0012 * sinceFall);
    }

    private static long startMs(int hour) {
        return SampleEvent.WINDOW.fromNs() / 1_000_000 + hour * HOUR_MS;
    }

    private void addHour(int hour, double open, double close, double coins) {
        double wick = 0.001 + random.nextDouble() * 0.003;
        double high = Math.max(open, close) * (1 + wick);
        double low = Math.min(open, close) * (1 - wick);
        if (hour != MISSED_HOUR) {
            market.add(
                    String.format(
                            Locale.ROOT,
                            "%d,SMPL,%.2f,%.2f,%.2f,%.2f,%.0f,%.6f",
                            startMs(hour),
                            open,
                            high,
                            low,
                            close,
                            coins * close,
                            fundingPercent(hour)));
        }
    }

    private void addOrders(int hour, double open, double close, double fall) {
        int count = fall > 0 ? 70 : 12;
        var times = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            times.add(random.nextLong(HOUR_MS));
        }
        times.sort(null);
        for (long atMs : times) {
            boolean north = random.nextInt(5) < 3;
            boolean silent = !north && hour >= SILENT_FROM && hour < SILENT_TO;
            double longs = fall > 0 ? 0.93 : fall < 0 ? 0.15 : 0.5;
            String side = random.nextDouble() < longs ? "LONG" : "SHORT";
            double size = 40 * Math.pow(1 - random.nextDouble(), -1 / 1.6);
            double share = atMs / (double) HOUR_MS;
            double price = open + (close - open) * share + (random.nextDouble() - 0.5) * 0.2;
            if (!silent) {
                orders.add(
                        String.format(
                                Locale.ROOT,
                                "%d,%s,SMPLUSDT,%s,%.3f,%.4f",
                                startMs(hour) + atMs,
                                north ? "sample-north" : "sample-south",
                                side,
                                fall > 0 ? size * 12 : size,
                                price));
            }
        }
    }
}

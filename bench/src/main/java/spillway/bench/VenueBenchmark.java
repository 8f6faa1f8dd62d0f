package spillway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import spillway.bench.venue.NewestOrders;
import spillway.bench.venue.VenueStream;
import spillway.exchange.venue.RecordedVenue;
import spillway.exchange.venue.Venue;

/// A whole venue on one thread: matching, margin, liquidation, fund and auto-deleveraging, with and
/// without the journal of its commands.
final class VenueBenchmark implements Benchmark {
    private static final double COMMANDS_PER_SECOND = 1_000_000;

    @Override
    public String name() {
        return "venue";
    }

    @Override
    public String description() {
        return "run a venue of 100,000 accounts: matching, margin, liquidation, fund, ADL, journal";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        int accounts = options.of(100_000, 2_000);
        int commands = options.of(3_000_000, 20_000);
        int rounds = options.of(5, 1);
        out.note(
                "Venue: binance-usdm, BTCUSDT, rules and tiers of 2026-02-05. %,d accounts, half of them"
                                .formatted(accounts)
                        + " isolated and half cross, each with a position; per hundred commands 56 limit"
                        + " orders, 30 cancels, 10 taking orders, 3 replaced, 1 index price; a mark price"
                        + " every thousand commands; the price falls by 5 %. Deposits and first positions"
                        + " are not measured, nor is the making of the stream. By processor time of the"
                        + " one thread. `with journal`: every command goes to a journal in the measured"
                        + " folder, in blocks of 64 KiB, without forcing. Both must end in the same"
                        + " state.");
        var stream = VenueStream.of(options.seed(), accounts, commands);
        var last = new NewestOrders[1];
        Rounds times =
                Rounds.run(
                        1,
                        rounds,
                        List.of(
                                new Rounds.Variant("alone", w -> alone(w, stream, last)),
                                new Rounds.Variant(
                                        "with journal",
                                        w -> journaled(w, stream, options.folder()))));
        times.requireSameResults(0, 1);
        out.figure(
                "venue, with journal",
                "commands/s",
                times.perCpuSecond(1, commands),
                Target.atLeast(COMMANDS_PER_SECOND));
        out.figure("venue", "commands/s", times.perCpuSecond(0, commands));
        out.figure("trades", "count", Spread.of((double) last[0].trades()));
        out.figure("liquidation orders", "count", Spread.of((double) last[0].liquidations()));
        out.figure("takeovers", "count", Spread.of((double) last[0].takeovers()));
        out.figure("deleveraged positions", "count", Spread.of((double) last[0].deleveraged()));
        out.figure("refused commands", "count", Spread.of((double) last[0].rejected()));
    }

    private static long alone(Stopwatch watch, VenueStream stream, NewestOrders[] last) {
        var newest = new NewestOrders();
        var venue = new Venue(stream.terms(), newest);
        stream.begin(venue);
        watch.start();
        stream.run(venue, newest, 0, stream.size());
        watch.stop();
        venue.audit();
        last[0] = newest;
        return venue.stateHash().hashCode();
    }

    private static long journaled(Stopwatch watch, VenueStream stream, Path folder)
            throws IOException {
        Path run = Files.createTempDirectory(folder, "venue");
        var newest = new NewestOrders();
        try (var venue = RecordedVenue.open(run, stream.terms(), newest)) {
            stream.begin(venue);
            watch.start();
            stream.run(venue, newest, 0, stream.size());
            venue.commit();
            watch.stop();
            return venue.venue().stateHash().hashCode();
        } finally {
            Folders.delete(run);
        }
    }
}

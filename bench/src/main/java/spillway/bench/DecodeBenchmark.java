package spillway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spillway.bench.wire.Payloads;
import spillway.bench.wire.Tally;
import spillway.bench.wire.WireShapes;

/// The venues' decoders beside general JSON parsers that read the same from the same messages.
final class DecodeBenchmark implements Benchmark {
    private static final int OURS = 0;
    private static final double BYTES_A_ROUND = 6e6;

    /// Jackson and fastjson2 go on getting faster for as long.
    private static final int WARM_UP_ROUNDS = 20;
    private static final Path RECORDING =
            WireBenchmark.RECORDINGS.resolve("usdm_btcusdt_20240808.gz");

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String description() {
        return "venue messages into events, against general JSON parsers";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        out.note(
                "Peers: "
                        + String.join(", ", Payloads.PEERS)
                        + ". Jackson by its streaming parser and its name matcher, fastjson2 by its"
                        + " low-level reader and the hashes of names, dsl-json by its reader as its"
                        + " generated code uses it. All find the same fields, make exact scaled"
                        + " numbers of them and push the same events into the same sink, which looks at"
                        + " the ends of a book message; before, every level of every message was"
                        + " compared. The peers may rely on a symbol standing before its prices, check"
                        + " little of what they skip, and need not withhold the first events of a"
                        + " message that breaks later; the decoders do all of that. By processor time"
                        + " of the thread, rounds of 6 MB of one kind of message, each message an array"
                        + " of its own; the ratio is to the peer that is fastest on that kind.");
        out.note(
                "Synthetic messages: 60 symbols picked by Zipf's law, so that lengths vary; 80 levels"
                        + " in a depthUpdate, 2 to 24 in the books of others; Bybit and OKX with one"
                        + " trade a message. Recorded ones, where there are recordings, are one symbol's,"
                        + " in the envelope of a combined stream.");
        var all = new ArrayList<Payloads>();
        all.addAll(WireShapes.all(options.seed(), options.of(2_000, 50), options.of(400, 10)));
        if (Files.exists(RECORDING) && options.of(1, 0) == 1) {
            all.addAll(WireShapes.recorded(RECORDING, 2_000));
        }
        for (Payloads payloads : all) {
            measure(options, out, payloads);
        }
    }

    private static void measure(Options options, Findings out, Payloads payloads) throws Exception {
        out.doing(payloads.name());
        double bytes = payloads.size() * payloads.bytesPerMessage();
        int passes = options.of((int) Math.ceil(BYTES_A_ROUND / bytes), 1);
        double messages = (double) passes * payloads.size();
        var names = new ArrayList<String>(List.of("Spillway"));
        names.addAll(Payloads.PEERS);
        var allocated = new long[names.size()];
        var variants = new ArrayList<Rounds.Variant>();
        for (int v = 0; v < names.size(); v++) {
            variants.add(variant(payloads, names.get(v), v, passes, allocated));
        }
        Rounds times = Rounds.run(options.of(WARM_UP_ROUNDS, 1), options.of(11, 1), variants);
        int fastest = 1;
        for (int v = 1; v < names.size(); v++) {
            times.requireSameResults(OURS, v);
            double speed = times.perCpuSecond(v, messages).median();
            if (speed > times.perCpuSecond(fastest, messages).median()) {
                fastest = v;
            }
        }
        ratio(
                out,
                payloads.name(),
                payloads.name() + " / " + names.get(fastest),
                times.cpuSpeed(OURS, fastest));
        for (int v = 0; v < names.size(); v++) {
            String name = payloads.name() + ", " + names.get(v);
            out.figure(name, "messages/cpu-s", times.perCpuSecond(v, messages));
            Spread heap = Spread.of(allocated[v] / messages);
            if (v == OURS) {
                out.figure(name + ", allocated", "bytes/message", heap, Target.atMost(0));
            } else {
                out.figure(name + ", allocated", "bytes/message", heap);
            }
        }
    }

    private static void ratio(Findings out, String kind, String name, Spread spread) {
        switch (kind) {
            case "binance-usdm aggTrade" -> out.figure(name, "ratio", spread, Target.atLeast(6));
            case "binance-usdm depthUpdate" -> out.figure(name, "ratio", spread, Target.atLeast(4));
            default -> out.figure(name, "ratio", spread);
        }
    }

    private static Rounds.Variant variant(
            Payloads payloads, String name, int which, int passes, long[] allocated) {
        var exact = new Tally(Tally.Depth.LEVELS);
        long sum = reader(payloads, which, exact).readAll();
        Payloads.Reader reader = reader(payloads, which, new Tally(Tally.Depth.ENDS));
        return new Rounds.Variant(
                payloads.name() + ", " + name,
                watch -> {
                    long before = Stopwatch.THREADS.getCurrentThreadAllocatedBytes();
                    watch.start();
                    for (int i = 0; i < passes; i++) {
                        reader.readAll();
                    }
                    watch.stop();
                    allocated[which] = Stopwatch.THREADS.getCurrentThreadAllocatedBytes() - before;
                    return sum;
                });
    }

    private static Payloads.Reader reader(Payloads payloads, int which, Tally sink) {
        return which == OURS ? payloads.decoder(sink) : payloads.peer(which - 1, sink);
    }
}

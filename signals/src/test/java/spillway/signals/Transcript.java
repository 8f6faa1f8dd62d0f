package spillway.signals;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import spillway.market.EventKind;
import spillway.market.EventRecorder;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.RoutingSink;

/// An operator that understands nothing and writes down, in words, what its host tells it: so a
/// test sees the order of events, watermarks and corrections. Takes every kind but trades.
final class Transcript extends RoutingSink implements Operator {
    private final List<String> lines = new ArrayList<>();
    private final EventSink[] recorder;

    Transcript(Instruments instruments) {
        recorder =
                new EventSink[] {
                    new EventRecorder(instruments, event -> lines.add(event.toString()))
                };
    }

    /// Everything told, in order.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// The events told, without watermarks and corrections.
    List<String> events() {
        return lines.stream().filter(line -> line.contains("[")).toList();
    }

    @Override
    public String name() {
        return "transcript";
    }

    @Override
    public KeyScope keyScope() {
        return KeyScope.MARKET;
    }

    @Override
    public Set<EventKind> kinds() {
        return EnumSet.complementOf(EnumSet.of(EventKind.TRADE));
    }

    @Override
    public void at(long seq) {
        recorder[0].at(seq);
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        return recorder;
    }

    @Override
    public void onWatermark(long watermarkNs) {
        lines.add("watermark " + (watermarkNs - RandomStream.START_NS));
    }

    @Override
    public void onCorrection(long venueTimeNs) {
        lines.add("correction " + (venueTimeNs - RandomStream.START_NS));
    }

    @Override
    public void saveTo(StateWriter out) {
        out.writeHeader(name(), 1);
        out.writeInt(lines.size());
        lines.forEach(out::writeText);
    }

    @Override
    public void restoreFrom(StateReader in) {
        in.expectHeader(name(), 1);
        for (int more = in.readCount(); more > 0; more--) {
            lines.add(in.readText());
        }
    }
}

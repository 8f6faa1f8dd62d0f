package spillway.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import spillway.venues.time.SimulatedTimeline;

/// A client by hand: says texts, and keeps the texts that it hears.
final class Talk implements ClientLink {
    private final ClientSession session;
    private final SimulatedTimeline timeline;
    private final List<String> heard = new ArrayList<>();
    private int pings;
    private String end = "";

    Talk(VenueFront front, String target, SimulatedTimeline timeline) {
        this.timeline = timeline;
        session = front.connect(target, this);
        timeline.runUntil(timeline.nowNs());
    }

    /// Says `text`; what the venue answers at once.
    List<String> say(String text) {
        heard.clear();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        session.message(bytes, 0, bytes.length);
        timeline.runUntil(timeline.nowNs());
        return heard();
    }

    /// What was heard since it was last asked.
    List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    void leave() {
        session.closed();
    }

    int pings() {
        return pings;
    }

    /// How the connection ended; empty while it stands.
    String end() {
        return end;
    }

    @Override
    public void send(byte[] bytes, int from, int to) {
        heard.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void sendHalf(byte[] bytes, int from, int to) {
        end = "half of " + new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(int code, String reason) {
        end = code + " " + reason;
    }

    @Override
    public void cut() {
        end = "cut";
    }
}

package spillway.venues.protocol;

import java.nio.charset.StandardCharsets;

/// Finds the topic of a message without reading it: the first field of a name, near the front. Also
/// works for messages that are broken further on.
public final class TopicField {
    /// Venues put the topic first; the ids before it are shorter than this.
    private static final int LOOK_AT_MOST = 256;

    private final byte[] before;
    private final char last;
    private final int keptBefore;
    private final int keptAfter;

    private TopicField(String before, char last, int keptBefore, int keptAfter) {
        this.before = before.getBytes(StandardCharsets.US_ASCII);
        this.last = last;
        this.keptBefore = keptBefore;
        this.keptAfter = keptAfter;
    }

    /// A field that holds the topic as text.
    public static TopicField text(String name) {
        return new TopicField('"' + name + "\":\"", '"', 0, 0);
    }

    /// A field that holds the topic as a flat object, which is the topic.
    public static TopicField object(String name) {
        return new TopicField('"' + name + "\":{", '}', 1, 1);
    }

    /// The topic; empty if there is none.
    public String in(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + LOOK_AT_MOST);
        for (int at = from; at + before.length <= end; at++) {
            if (startsAt(bytes, at)) {
                return until(bytes, at + before.length, to);
            }
        }
        return "";
    }

    private boolean startsAt(byte[] bytes, int at) {
        for (int i = 0; i < before.length; i++) {
            if (bytes[at + i] != before[i]) {
                return false;
            }
        }
        return true;
    }

    private String until(byte[] bytes, int start, int to) {
        int end = Math.min(to, start + LOOK_AT_MOST);
        for (int at = start; at < end; at++) {
            if (bytes[at] == last) {
                int from = start - keptBefore;
                return new String(bytes, from, at + keptAfter - from, StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}

package spillway.venues.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.venues.wire.JsonWriter;

/// The messages that were not what their protocol says, kept for people to look at: JSON lines, a
/// file for each venue and day, `rejected-binance-usdm-2026-02-05.jsonl`, up to a cap. What comes
/// beyond it is counted only. Used by one thread.
public final class RejectedMessages {
    /// Bytes of a file. A broken stream of a busy venue fills it within a minute, and a thousand
    /// messages tell as much as a million.
    public static final long MOST_BYTES_A_DAY = 4 << 20;

    /// Bytes kept of one message; the rest is cut off.
    public static final int MOST_BYTES_A_MESSAGE = 4 << 10;

    private static final int DATE_LENGTH = "2026-02-05".length();

    private final Path folder;
    private final long mostBytesADay;
    private final JsonWriter line = new JsonWriter();
    private final Map<Venue, Path> files = new HashMap<>();
    private final Map<Venue, Long> sizes = new HashMap<>();

    /// Keeps them in `folder`, which is made when the first comes.
    public RejectedMessages(Path folder) {
        this(folder, MOST_BYTES_A_DAY);
    }

    RejectedMessages(Path folder, long mostBytesADay) {
        this.folder = folder;
        this.mostBytesADay = mostBytesADay;
    }

    /// Takes one. A disk that does not take it costs the message, and no feed.
    ///
    /// @param timeNs when it came in
    /// @param channel in the venue's words; empty where the message does not say
    /// @return whether it is kept
    boolean add(
            long timeNs,
            Venue venue,
            String channel,
            String reason,
            byte[] bytes,
            int from,
            int to) {
        String time = TimeWindow.iso(timeNs);
        Path file =
                folder.resolve(
                        "rejected-" + venue + "-" + time.substring(0, DATE_LENGTH) + ".jsonl");
        try {
            if (!file.equals(files.put(venue, file))) {
                Files.createDirectories(folder);
                sizes.put(venue, Files.exists(file) ? Files.size(file) : 0);
            }
            long size = sizes.getOrDefault(venue, 0L);
            write(time, venue, channel, reason, bytes, from, to);
            if (size + line.length() + 1 > mostBytesADay) {
                return false;
            }
            try (OutputStream out =
                    Files.newOutputStream(
                            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                byte[] ended = Arrays.copyOf(line.bytes(), line.length() + 1);
                ended[line.length()] = '\n';
                out.write(ended);
            }
            sizes.put(venue, size + line.length() + 1);
            return true;
        } catch (IOException e) {
            files.remove(venue);
            return false;
        }
    }

    private void write(
            String time,
            Venue venue,
            String channel,
            String reason,
            byte[] bytes,
            int from,
            int to) {
        int end = Math.min(to, from + MOST_BYTES_A_MESSAGE);
        line.clear().beginObject();
        line.field("time").text(time).field("venue").text(venue.code());
        line.field("channel").text(channel.isEmpty() ? "unknown" : channel);
        line.field("reason").text(reason).field("bytes").integer((long) to - from);
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, from, end - from))
                            .toString();
            line.field("message").text(text);
        } catch (CharacterCodingException e) {
            byte[] kept = Arrays.copyOfRange(bytes, from, end);
            line.field("messageBase64").text(Base64.getEncoder().encodeToString(kept));
        }
        line.endObject();
    }
}

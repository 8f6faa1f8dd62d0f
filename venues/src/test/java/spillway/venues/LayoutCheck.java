package spillway.venues;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import spillway.market.EventRecorder;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;

/// Holds a venue's predicted layouts against its scanner: whatever is done to a message, both read
/// the same from it.
public final class LayoutCheck {
    /// Takes one message, with the time of receipt that all have here.
    public interface Reading {
        Decoded read(byte[] bytes, int from, int to);
    }

    /// Makes a reading that pushes into a sink.
    public interface Maker {
        Reading make(Symbols symbols, EventSink sink);
    }

    /// A time of receipt that no message carries.
    public static final long RECEIVED_NS = 7;

    private static final String[] NUMBERS = {
        "50000.10",
        "0.001",
        "0",
        "1",
        "0.00000000",
        "1.123456789",
        "00.1",
        "01",
        "12345678901234567890",
        "123456789012345678",
        "-1",
        "1e5",
        ".5",
        "5.",
        "5.5.5",
        "999999999.99999999",
        "12345678.5",
        "1234567.5",
        "123456.75",
        "1234567.12345678",
        "0.10",
        ""
    };

    /// Bytes that end, start or break something in JSON, and some that are in no JSON.
    private static final byte[] NASTY =
            "\"\\0159.-+eE,:{}[] atfnu\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NOT_ASCII = {0, 1, 0x7F, (byte) 0x80, (byte) 0xC3, (byte) 0xFF};

    private final Instruments instruments = new Instruments();
    private final List<MarketEvent> events = new ArrayList<>();
    private final Reading fast;
    private final Reading slow;

    /// @param fast the decoder with its layouts
    /// @param slow the same by its scanner alone
    public LayoutCheck(VenueProtocol protocol, Maker fast, Maker slow) {
        var symbols = new Symbols(instruments, protocol.symbolRule());
        this.fast = fast.make(symbols, new EventRecorder(instruments, events::add));
        this.slow = slow.make(symbols, new EventRecorder(instruments, events::add));
    }

    /// The message with `'` for `"`.
    public static byte[] bytes(String message) {
        return message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /// Both read the same from `bytes[from, to)`.
    public void agree(byte[] bytes, int from, int to) {
        events.clear();
        Decoded byLayout = fast.read(bytes, from, to);
        var byLayoutEvents = List.copyOf(events);
        events.clear();
        Decoded byScanner = slow.read(bytes, from, to);
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        assertThat(byLayout).as(text).isEqualTo(byScanner);
        assertThat(byLayoutEvents).as(text).isEqualTo(events);
    }

    /// Both read the same from `message`, also where it stands between others.
    public void agree(byte[] message) {
        agree(message, 0, message.length);
        byte[] among = new byte[message.length * 2 + 9];
        Arrays.fill(among, (byte) '9');
        System.arraycopy(message, 0, among, 5, message.length);
        agree(among, 5, 5 + message.length);
    }

    /// Breaks the message at each of its bytes: another one in its place, one less, one more, and
    /// the rest cut off, which lies in the array still.
    public void agreeWhereverItBreaks(byte[] message) {
        agree(message);
        for (int at = 0; at < message.length; at++) {
            byte[] changed = message.clone();
            for (byte nasty : NASTY) {
                changed[at] = nasty;
                agree(changed, 0, changed.length);
            }
            for (byte nasty : NOT_ASCII) {
                changed[at] = nasty;
                agree(changed, 0, changed.length);
            }
            byte[] less = new byte[message.length - 1];
            System.arraycopy(message, 0, less, 0, at);
            System.arraycopy(message, at + 1, less, at, less.length - at);
            agree(less);
            byte[] more = Arrays.copyOf(message, message.length + 1);
            System.arraycopy(message, at, more, at + 1, message.length - at);
            agree(more);
            agree(message, 0, at);
            agree(message, at, message.length);
        }
    }

    /// Both read the same whatever number stands at each `#`, and with a few bytes changed.
    public void agreeOnRandomChanges(String layout, SplittableRandom random) {
        String filled = layout;
        while (filled.contains("#")) {
            int which = random.nextInt(3) == 0 ? random.nextInt(NUMBERS.length) : 0;
            filled = filled.replaceFirst("#", NUMBERS[which]);
        }
        byte[] message = bytes(filled);
        agree(message);
        for (int n = random.nextInt(4); n > 0; n--) {
            message[random.nextInt(message.length)] = (byte) random.nextInt(32, 127);
        }
        agree(message);
        agree(message, 0, random.nextInt(message.length));
    }
}

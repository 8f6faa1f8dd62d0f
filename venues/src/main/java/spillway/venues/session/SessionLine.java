package spillway.venues.session;

import java.nio.charset.StandardCharsets;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.venues.protocol.WireTime;

/// One line of a recorded session, taken apart. Reused from line to line.
///
/// | line | is |
/// |---|---|
/// | `1626992741.06217: {…}` | received, seconds since the epoch |
/// | `1723161256172216566 {…}` | received, nanoseconds (also micro- or milliseconds, by magnitude) |
/// | `wss://… <-> 1626992741.0` | connected |
/// | `wss://… <- 1626992741.0: {…}` | sent by the client |
/// | `https://… -> 1626992741.0: {…}` | answer to a request |
/// | `wss://… >-< 1626992741.0: …` | disconnected |
/// | `feed 1626992741.0: {…}` | what the recorder says of a feed |
/// | `configuration: {…}` | the recorder's own note |
final class SessionLine {
    enum Kind {
        RECEIVED,
        CONNECTED,
        SENT,
        ANSWER,
        DISCONNECTED,
        HEALTH,
        NOTE,
        BLANK,
        OTHER
    }

    private static final int NS_DECIMALS = 9;
    private static final byte[] CONNECTED = ascii(" <-> ");
    private static final byte[] SENT = ascii(" <- ");
    private static final byte[] ANSWERED = ascii(" -> ");
    private static final byte[] DISCONNECTED = ascii(" >-< ");
    private static final byte[] HEALTH = ascii("feed ");
    private static final byte[] NOTE = ascii("configuration: ");
    private static final byte[] SCHEME = ascii("://");

    Kind kind = Kind.BLANK;
    long timeNs = MarketEvent.NONE;
    int payloadFrom;

    /// The address of the connection or request; empty on other lines.
    String url = "";

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Takes `line[from, to)` apart.
    void parse(byte[] line, int from, int to) {
        bytes = line;
        at = from;
        end = to;
        url = "";
        timeNs = MarketEvent.NONE;
        payloadFrom = to;
        if (isBlank()) {
            kind = Kind.BLANK;
        } else if (isDigit(from)) {
            kind = time() && payload() ? Kind.RECEIVED : Kind.OTHER;
        } else if (startsWith(NOTE, from)) {
            kind = Kind.NOTE;
        } else if (pass(HEALTH)) {
            kind = time() && payload() ? Kind.HEALTH : Kind.OTHER;
        } else {
            kind = withUrl(from);
        }
    }

    private boolean isBlank() {
        for (int i = at; i < end; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private Kind withUrl(int from) {
        int space = from;
        boolean scheme = false;
        while (space < end && bytes[space] != ' ') {
            scheme |= startsWith(SCHEME, space);
            space++;
        }
        if (!scheme) {
            return Kind.OTHER;
        }
        url = new String(bytes, from, space - from, StandardCharsets.UTF_8);
        at = space;
        if (pass(CONNECTED)) {
            return time() ? Kind.CONNECTED : Kind.OTHER;
        }
        if (pass(SENT)) {
            return time() && payload() ? Kind.SENT : Kind.OTHER;
        }
        if (pass(DISCONNECTED)) {
            return time() && payload() ? Kind.DISCONNECTED : Kind.OTHER;
        }
        return pass(ANSWERED) && time() && payload() ? Kind.ANSWER : Kind.OTHER;
    }

    private boolean pass(byte[] wanted) {
        if (!startsWith(wanted, at)) {
            return false;
        }
        at += wanted.length;
        return true;
    }

    private boolean startsWith(byte[] wanted, int from) {
        if (end - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isDigit(int i) {
        return i < end && bytes[i] >= '0' && bytes[i] <= '9';
    }

    /// Seconds with decimals, or a whole number of milli-, micro- or nanoseconds.
    private boolean time() {
        int start = at;
        long whole = 0;
        while (isDigit(at) && at - start < Decimal.MAX_SCALE + 1) {
            whole = whole * 10 + (bytes[at++] - '0');
        }
        if (at == start || whole < 0) {
            return false;
        }
        boolean inSeconds = at - start <= 10;
        if (!inSeconds) {
            timeNs = WireTime.nanoseconds(whole);
            return true;
        }
        long fraction = 0;
        int decimals = 0;
        if (at < end && bytes[at] == '.') {
            at++;
            for (; isDigit(at); at++) {
                if (decimals < NS_DECIMALS) {
                    fraction = fraction * 10 + (bytes[at] - '0');
                    decimals++;
                }
            }
        }
        timeNs =
                whole * Decimal.powerOfTen(NS_DECIMALS)
                        + fraction * Decimal.powerOfTen(NS_DECIMALS - decimals);
        return whole < 9_000_000_000L;
    }

    private boolean payload() {
        if (at < end && bytes[at] == ':') {
            at++;
        }
        if (at >= end || bytes[at] != ' ') {
            return false;
        }
        payloadFrom = at + 1;
        return true;
    }
}

package spillway.venues.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads one JSON document from bytes, value by value, in the order in which the caller asks.
///
/// Strict (RFC 8259, strict UTF-8, nesting to [#MAX_DEPTH]) about the syntax of all it passes, also
/// of what it skips. Numbers may be bare or quoted, as venues mix both. Never throws for what the
/// document contains: the first thing that is not as expected makes it fail, and a scanner that
/// failed answers [#END], 0 and `false` from then on; [#path()], [#expected()] and [#found()] say
/// where and why. Of a field given twice the last counts if the caller stores by field.
///
/// Reused from document to document; allocates nothing while no text holds an escape longer than
/// any before, and no number has more than 18 digits. Not safe for use by several threads.
public final class JsonScanner {
    /// What [#nextField] answers for a name that is not in the list.
    public static final int UNKNOWN = -2;

    /// What [#nextField] answers after the last field, and after a failure.
    public static final int END = -1;

    /// Objects and arrays within each other; venues use at most six.
    public static final int MAX_DEPTH = 64;

    private static final int EXCERPT_BYTES = 40;
    private static final int NO_KEY = -1;

    private byte[] bytes = new byte[0];
    private int from;
    private int at;
    private int end;

    private int depth;
    private final int[] keyFrom = new int[MAX_DEPTH + 1];
    private final int[] keyTo = new int[MAX_DEPTH + 1];
    private final int[] entries = new int[MAX_DEPTH + 1];

    private boolean failed;
    private String expected = "";
    private int failedAt;
    private String failedPath = "";

    private int valueAt;
    private byte[] scratch = new byte[64];
    private byte[] textBytes = bytes;
    private int textFrom;
    private int textTo;
    private boolean textEscaped;

    private final DecimalDigits digits = new DecimalDigits();

    /// Starts on the document in `bytes[from, to)`.
    public void reset(byte[] document, int documentFrom, int documentTo) {
        bytes = document;
        from = documentFrom;
        at = documentFrom;
        end = documentTo;
        depth = 0;
        keyFrom[0] = NO_KEY;
        entries[0] = 0;
        failed = false;
        valueAt = documentFrom;
    }

    public boolean failed() {
        return failed;
    }

    /// Where it failed: `data.b[3][1]`; empty for the document itself.
    public String path() {
        return failedPath;
    }

    /// What should have been there.
    public String expected() {
        return expected;
    }

    /// The bytes that were there, cut to a few dozen, or `end of message`.
    public String found() {
        int stop = Math.min(end, failedAt + EXCERPT_BYTES);
        if (failedAt >= stop) {
            return "end of message";
        }
        return new String(bytes, failedAt, stop - failedAt, StandardCharsets.UTF_8);
    }

    /// Fails at the value read last, which is well-formed but not what the caller can use.
    public void reject(String whatWasExpected) {
        fail(whatWasExpected, valueAt);
    }

    /// Fails if the object that just ended lacks a field.
    ///
    /// @param seen a bit for each field of `names` that it had
    /// @param required a bit for each field that it must have
    public void require(FieldNames names, long seen, long required) {
        long absent = required & ~seen;
        if (absent != 0 && !failed) {
            String field = names.name(Long.numberOfTrailingZeros(absent));
            fail("a field '" + field + "'", at);
        }
    }

    private void fail(String whatWasExpected, int where) {
        if (failed) {
            return;
        }
        failed = true;
        expected = whatWasExpected;
        failedAt = where;
        failedPath = pathNow();
    }

    private String pathNow() {
        var path = new StringBuilder();
        for (int d = 1; d <= depth; d++) {
            if (keyFrom[d] == NO_KEY) {
                path.append('[').append(Math.max(0, entries[d] - 1)).append(']');
            } else if (keyTo[d] > 0) {
                path.append(path.isEmpty() ? "" : ".")
                        .append(
                                new String(
                                        bytes,
                                        keyFrom[d],
                                        keyTo[d] - keyFrom[d],
                                        StandardCharsets.UTF_8));
            }
        }
        return path.toString();
    }

    private void skipSpace() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return;
            }
            at++;
        }
    }

    private boolean startValue() {
        if (failed) {
            return false;
        }
        skipSpace();
        valueAt = at;
        return true;
    }

    private boolean isNext(char wanted) {
        return at < end && bytes[at] == wanted;
    }

    /// What the next value starts with: `{`, `[`, `"`, a digit, `-`, `t`, `f`, `n`; 0 at the end or
    /// after a failure.
    public char peek() {
        if (failed) {
            return 0;
        }
        skipSpace();
        return at < end ? (char) (bytes[at] & 0xFF) : 0;
    }

    /// Enters an object.
    public boolean beginObject() {
        return begin('{', "an object", 0);
    }

    /// Enters an array.
    public boolean beginArray() {
        return begin('[', "an array", NO_KEY);
    }

    private boolean begin(char opening, String what, int firstKey) {
        if (!startValue()) {
            return false;
        }
        if (!isNext(opening)) {
            fail(what, at);
            return false;
        }
        if (depth == MAX_DEPTH) {
            fail("nesting of at most " + MAX_DEPTH, at);
            return false;
        }
        at++;
        depth++;
        keyFrom[depth] = firstKey;
        keyTo[depth] = 0;
        entries[depth] = 0;
        return true;
    }

    /// Moves to the next field of the object last entered, whose value must then be read or
    /// skipped.
    ///
    /// @return the place of its name in `names`, [#UNKNOWN] for another name, [#END] after the last
    public int nextField(FieldNames names) {
        if (failed) {
            return END;
        }
        skipSpace();
        if (entries[depth] > 0) {
            if (isNext('}')) {
                at++;
                depth--;
                return END;
            }
            if (!isNext(',')) {
                fail("',' or '}'", at);
                return END;
            }
            at++;
            skipSpace();
        } else if (isNext('}')) {
            at++;
            depth--;
            return END;
        }
        if (!isNext('"')) {
            fail("a field name", at);
            return END;
        }
        at++;
        if (!scanText()) {
            return END;
        }
        entries[depth]++;
        keyFrom[depth] = textEscaped ? 0 : textFrom;
        keyTo[depth] = textEscaped ? 0 : textTo;
        skipSpace();
        if (!isNext(':')) {
            fail("':'", at);
            return END;
        }
        at++;
        return names.find(textBytes, textFrom, textTo);
    }

    /// Moves to the next element of the array last entered; `false` after the last.
    public boolean nextElement() {
        if (failed) {
            return false;
        }
        skipSpace();
        if (isNext(']')) {
            at++;
            depth--;
            return false;
        }
        if (entries[depth] > 0) {
            if (!isNext(',')) {
                fail("',' or ']'", at);
                return false;
            }
            at++;
        }
        entries[depth]++;
        return true;
    }

    /// Moves within the next value, an object, to the value of its field `name`; the rest of the
    /// object is not looked at. `false`, and back at the object's start, if there is none.
    public boolean seek(FieldNames name) {
        long start = mark();
        if (!beginObject()) {
            return false;
        }
        for (int f; (f = nextField(name)) != END; ) {
            if (f == 0) {
                return true;
            }
            skipValue();
        }
        back(start);
        return false;
    }

    /// Goes back to the start of the document.
    public void rewind() {
        back(from);
    }

    /// This place, for [#back].
    public long mark() {
        return ((long) depth << Integer.SIZE) | at;
    }

    /// Goes back to a place marked earlier, in whose objects and arrays the scanner still is.
    public void back(long mark) {
        if (!failed) {
            at = (int) mark;
            depth = (int) (mark >>> Integer.SIZE);
        }
    }

    /// Whether the document ends here but for white space; fails otherwise.
    public boolean endDocument() {
        if (failed) {
            return false;
        }
        skipSpace();
        if (at != end) {
            fail("the end of the message", at);
            return false;
        }
        return true;
    }

    /// Passes `null` if that is the next value.
    public boolean skipNull() {
        if (peek() != 'n') {
            return false;
        }
        startValue();
        return literal("null");
    }

    /// Reads `true` or `false`.
    public boolean bool() {
        if (!startValue()) {
            return false;
        }
        if (isNext('t')) {
            return literal("true");
        }
        if (isNext('f')) {
            literal("false");
            return false;
        }
        fail("true or false", at);
        return false;
    }

    private boolean literal(String word) {
        int length = word.length();
        boolean same = end - at >= length;
        for (int i = 0; same && i < length; i++) {
            same = bytes[at + i] == word.charAt(i);
        }
        if (!same) {
            fail(word, at);
            return false;
        }
        at += length;
        return true;
    }

    /// Reads a text; [#textBytes()], [#textFrom()] and [#textTo()] are its bytes until the next
    /// value is read.
    public boolean text() {
        if (!startValue()) {
            return false;
        }
        if (!isNext('"')) {
            fail("a text", at);
            return false;
        }
        at++;
        return scanText();
    }

    /// The bytes that the last text lies in, escapes resolved.
    public byte[] textBytes() {
        return textBytes;
    }

    public int textFrom() {
        return textFrom;
    }

    public int textTo() {
        return textTo;
    }

    /// The last text as a `String`; allocates.
    public String textString() {
        return new String(textBytes, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }

    /// Whether the last text is `wanted`, plain ASCII.
    public boolean textIs(String wanted) {
        int length = textTo - textFrom;
        if (failed || length != wanted.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (textBytes[textFrom + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The place of the last text in `names`, or [#UNKNOWN].
    public int textIn(FieldNames names) {
        return failed ? UNKNOWN : names.find(textBytes, textFrom, textTo);
    }

    /// Passes the text from behind its opening quote to behind its closing one.
    private boolean scanText() {
        int p = at;
        while (p < end) {
            byte b = bytes[p];
            if (b == '"') {
                textBytes = bytes;
                textFrom = at;
                textTo = p;
                textEscaped = false;
                at = p + 1;
                return true;
            }
            if (b == '\\' || b < 0x20) {
                return scanTextSlowly(p);
            }
            p++;
        }
        fail("'\"' at the end of a text", end);
        return false;
    }

    private boolean scanTextSlowly(int firstOdd) {
        int start = at;
        int p = firstOdd;
        int length = p - start;
        reserve(length);
        System.arraycopy(bytes, start, scratch, 0, length);
        boolean escaped = false;
        while (p < end && bytes[p] != '"') {
            byte b = bytes[p];
            reserve(length + 4);
            if (b == '\\') {
                escaped = true;
                int next = p + 1 < end ? bytes[p + 1] : 0;
                int simple = "\"\\/bfnrt".indexOf(next);
                if (next == 'u') {
                    int read = unicodeEscape(p, length);
                    if (read == 0) {
                        return false;
                    }
                    length += read >>> 8;
                    p += read & 0xFF;
                } else if (simple >= 0) {
                    scratch[length++] = (byte) "\"\\/\b\f\n\r\t".charAt(simple);
                    p += 2;
                } else {
                    fail("a known escape", p);
                    return false;
                }
            } else if (b >= 0x20) {
                scratch[length++] = b;
                p++;
            } else {
                int wide = b < 0 ? Utf8.lengthAt(bytes, p, end) : 0;
                if (wide == 0) {
                    fail(b < 0 ? "UTF-8" : "no control character in a text", p);
                    return false;
                }
                for (int i = 0; i < wide; i++) {
                    scratch[length++] = bytes[p++];
                }
            }
        }
        if (p >= end) {
            fail("'\"' at the end of a text", end);
            return false;
        }
        textEscaped = escaped;
        textBytes = escaped ? scratch : bytes;
        textFrom = escaped ? 0 : start;
        textTo = escaped ? length : p;
        at = p + 1;
        return true;
    }

    private void reserve(int length) {
        if (scratch.length < length) {
            scratch = Arrays.copyOf(scratch, length * 2);
        }
    }

    /// Resolves the escape at `p`, and its second half if it is a surrogate, into the scratch.
    ///
    /// @return bytes written × 256 + bytes read; 0 after failing
    private int unicodeEscape(int p, int length) {
        int unit = Utf8.hexUnit(bytes, p + 2, end);
        if (unit < 0) {
            fail("four hexadecimal digits", p);
            return 0;
        }
        int point = unit;
        int read = 6;
        if (Character.isHighSurrogate((char) unit)
                && p + 7 < end
                && bytes[p + 6] == '\\'
                && bytes[p + 7] == 'u') {
            int low = Utf8.hexUnit(bytes, p + 8, end);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                point = Character.toCodePoint((char) unit, (char) low);
                read = 12;
            }
        }
        return Utf8.put(point, scratch, length) << 8 | read;
    }

    /// Reads a whole number, bare or quoted.
    public long integer() {
        return decimal(0);
    }

    /// Reads a decimal number, bare or quoted, as a mantissa at `scale` decimals; fails if it has
    /// more decimals than that, or does not fit.
    ///
    /// @param scale 0 to 18
    public long decimal(int scale) {
        int stop = number(scale);
        if (stop < 0) {
            return 0;
        }
        if (!digits.fits()) {
            fail("a number of at most " + scale + " decimals that fits 64 bits", valueAt);
            return 0;
        }
        return digits.mantissa();
    }

    /// Reads a decimal number like [#decimal], rounded half-even where it has more decimals.
    public long roundedDecimal(int scale) {
        int stop = number(scale);
        if (stop < 0) {
            return 0;
        }
        if (!digits.fits() && !digits.round(scale)) {
            fail("a number that fits 64 bits at " + scale + " decimals", valueAt);
            return 0;
        }
        return digits.mantissa();
    }

    /// Reads a decimal number with the decimals that it has, at most 18, rounded half-even there;
    /// [#numberScale()] says how many they were, trailing zeros dropped.
    public long number() {
        int stop = number(0);
        if (stop < 0) {
            return 0;
        }
        if (!digits.strip()) {
            fail("a number below 10^18", valueAt);
            return 0;
        }
        return digits.mantissa();
    }

    /// Decimals of what [#number()] read last.
    public int numberScale() {
        return digits.scale();
    }

    private int number(int scale) {
        if (!startValue()) {
            return -1;
        }
        boolean quoted = isNext('"');
        int start = quoted ? at + 1 : at;
        int stop = digits.read(bytes, start, end, scale);
        if (quoted) {
            if (stop > 0 && stop < end && bytes[stop] == '"') {
                at = stop + 1;
                return stop;
            }
            return quotedNumberSlowly(scale);
        }
        if (stop <= 0) {
            fail("a number", start);
            return -1;
        }
        at = stop;
        return stop;
    }

    /// A quoted number with escapes inside, or something else in quotes.
    private int quotedNumberSlowly(int scale) {
        at++;
        if (!scanText()) {
            return -1;
        }
        int stop = !textEscaped ? -1 : digits.read(textBytes, textFrom, textTo, scale);
        if (stop != textTo) {
            fail("a number", valueAt);
            return -1;
        }
        return stop;
    }

    /// Whether the next value is the empty text, which it passes then: how venues say "none".
    public boolean skipEmptyText() {
        if (peek() == '"' && at + 1 < end && bytes[at + 1] == '"') {
            valueAt = at;
            at += 2;
            return true;
        }
        return false;
    }

    /// Passes the next value whatever it is, checking its syntax.
    public void skipValue() {
        switch (peek()) {
            case '{' -> {
                beginObject();
                while (nextField(NO_NAMES) != END) {
                    skipValue();
                }
            }
            case '[' -> {
                beginArray();
                while (nextElement()) {
                    skipValue();
                }
            }
            case '"' -> text();
            case 't', 'f' -> bool();
            case 'n' -> skipNull();
            default -> skipBareNumber();
        }
    }

    private static final FieldNames NO_NAMES = FieldNames.of();

    private void skipBareNumber() {
        if (!startValue()) {
            return;
        }
        int stop = DecimalDigits.endOfNumber(bytes, at, end);
        if (stop < 0) {
            fail("a value", at);
            return;
        }
        at = stop;
    }
}

package spillway.venues.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The field names that one kind of JSON object is read for. Each is known by its place in the list
/// it was made from. Immutable.
public final class FieldNames {
    private static final int ASCII = 128;
    private static final int NOT_FOUND = JsonScanner.UNKNOWN;

    private final byte[][] names;
    private final int[] ofOneByte = new int[ASCII];
    private final int[] table;

    private FieldNames(byte[][] names) {
        this.names = names;
        Arrays.fill(ofOneByte, NOT_FOUND);
        table = new int[Integer.highestOneBit(Math.max(4, names.length * 4)) * 2];
        Arrays.fill(table, NOT_FOUND);
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (find(name, 0, name.length) != NOT_FOUND) {
                throw new IllegalArgumentException(
                        "field names must differ, found twice: "
                                + new String(name, StandardCharsets.UTF_8));
            }
            if (name.length == 1 && name[0] >= 0) {
                ofOneByte[name[0]] = i;
            } else {
                int slot = slot(name, 0, name.length);
                while (table[slot] != NOT_FOUND) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = i;
            }
        }
    }

    /// These names, the first known as 0.
    public static FieldNames of(String... names) {
        var bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.UTF_8);
        }
        return new FieldNames(bytes);
    }

    /// The name at a place.
    public String name(int place) {
        return new String(names[place], StandardCharsets.UTF_8);
    }

    private int slot(byte[] bytes, int from, int to) {
        if (to == from) {
            return 0;
        }
        int hash = (to - from) * 0x9E37 + bytes[from] * 0x85EB + bytes[to - 1] * 0xC2B3;
        hash += bytes[(from + to) >>> 1] * 0x27D5;
        return (hash ^ hash >>> 7) & (table.length - 1);
    }

    /// The place of the name in `bytes[from, to)`, or [JsonScanner#UNKNOWN].
    int find(byte[] bytes, int from, int to) {
        if (to - from == 1 && bytes[from] >= 0) {
            return ofOneByte[bytes[from]];
        }
        int slot = slot(bytes, from, to);
        while (table[slot] != NOT_FOUND) {
            byte[] name = names[table[slot]];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return table[slot];
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return NOT_FOUND;
    }
}

package spillway.tape.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The distinct texts of a file, numbered from 0 in the order in which they came.
///
/// Texts of all columns share the numbers. A known text is found without allocating, by its UTF-8
/// bytes.
public final class TextDictionary {
    /// Bounds what a column of ever new text can take; such a column should be two numbers.
    static final int MAX_SIZE = 1 << 20;

    private static final int FIRST_SLOTS = 64;

    private int[] slots = new int[FIRST_SLOTS];
    private String[] texts = new String[FIRST_SLOTS / 2];
    private byte[][] utf8 = new byte[FIRST_SLOTS / 2][];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    private int size;

    TextDictionary() {}

    public int size() {
        return size;
    }

    /// The text of a number from 0 to `size() − 1`.
    public String text(int id) {
        if (id >= size) {
            throw new IndexOutOfBoundsException("text " + id + " of " + size);
        }
        return texts[id];
    }

    byte[] utf8(int id) {
        return utf8[id];
    }

    int add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return idOf(bytes, 0, bytes.length);
    }

    /// The number of a text given as UTF-8, a new one if need be.
    int idOf(byte[] from, int start, int length) {
        int hash = hash(from, start, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && same(utf8[id], from, start, length)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return insert(Arrays.copyOfRange(from, start, start + length), hash, slot);
    }

    private int insert(byte[] bytes, int hash, int slot) {
        if (size == MAX_SIZE) {
            throw new IllegalStateException(
                    "more than " + MAX_SIZE + " distinct texts in a file; store them as numbers");
        }
        int id = size++;
        utf8[id] = bytes;
        texts[id] = new String(bytes, StandardCharsets.UTF_8);
        hashes[id] = hash;
        slots[slot] = size;
        if (size * 2 == slots.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        texts = Arrays.copyOf(texts, slots.length / 2);
        utf8 = Arrays.copyOf(utf8, slots.length / 2);
        hashes = Arrays.copyOf(hashes, slots.length / 2);
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }

    private static boolean same(byte[] known, byte[] from, int start, int length) {
        return Arrays.equals(known, 0, known.length, from, start, start + length);
    }

    private static int hash(byte[] from, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = hash * 31 + from[i];
        }
        return (hash ^ (hash >>> 15)) * 0x2C1B_3C6D;
    }
}

package spillway.signals;

/// A 64-bit hash of bytes: FNV-1a (Fowler, Noll, Vo; IETF draft-eastlake-fnv, section 2). For
/// telling states apart, not for secrets.
public final class StateHash {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StateHash() {}

    /// The hash of the first `length` of `bytes`.
    public static long of(byte[] bytes, int length) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
        }
        return hash;
    }

    /// Sixteen hexadecimal digits.
    public static String toString(long hash) {
        return java.util.HexFormat.of().toHexDigits(hash);
    }
}

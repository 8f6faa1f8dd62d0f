package spillway.venues.protocol;

import java.util.Arrays;

/// The keys of the last few thousand events of a feed that tells events again: after subscribing,
/// and beside the answers to requests.
///
/// A newer key takes the place of an older one in its bucket, so a key told again after very many
/// others may count as new. Keys are 64-bit hashes: two events with the same one in 65,536 are a
/// chance of about 10^-10.
public final class RecentKeys {
    private static final int BUCKETS = 1 << 14;
    private static final int WAYS = 4;

    private final long[] keys = new long[BUCKETS * WAYS];
    private final byte[] nextWay = new byte[BUCKETS];
    private long[] message = new long[64];
    private int added;

    /// Mixes one more number into a key.
    public static long mix(long key, long number) {
        long mixed = (key ^ number) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    /// Takes a key of the message that is being read; `false` if it is known, from an earlier
    /// message or from this one.
    public boolean add(long key) {
        long stored = key == 0 ? 1 : key;
        int from = bucket(stored) * WAYS;
        for (int i = from; i < from + WAYS; i++) {
            if (keys[i] == stored) {
                return false;
            }
        }
        for (int i = 0; i < added; i++) {
            if (message[i] == stored) {
                return false;
            }
        }
        if (added == message.length) {
            message = Arrays.copyOf(message, added * 2);
        }
        message[added++] = stored;
        return true;
    }

    private static int bucket(long stored) {
        return (int) (mix(stored, 0x5DEECE66DL) >>> 50);
    }

    /// Starts on the next message; the keys of the one before are forgotten unless kept.
    public void start() {
        added = 0;
    }

    /// Keeps the keys of the message, which proved good.
    public void keep() {
        for (int i = 0; i < added; i++) {
            int bucket = bucket(message[i]);
            keys[bucket * WAYS + nextWay[bucket]] = message[i];
            nextWay[bucket] = (byte) ((nextWay[bucket] + 1) % WAYS);
        }
        added = 0;
    }
}

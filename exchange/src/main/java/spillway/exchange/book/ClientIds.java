package spillway.exchange.book;

/// Which order each client id names: open addressing with linear probing over a keyed hash.
///
/// Client ids are chosen by others. Under a known hash they can be chosen to collide, and under an
/// identity hash even an honest run of numbers makes one endless probe sequence; the key, unknown
/// to clients, makes the order of any ids as good as random. At most half of the places are used,
/// and a removed entry is filled by what follows, so no tombstones pile up.
final class ClientIds {
    private static final int WORDS = 2;

    private final long key;

    /// Client id and order id of each place; an order id of 0 marks a free one.
    private long[] entries;

    private int mask;
    private int size;

    ClientIds(long key, int capacity) {
        this.key = key;
        int places = Integer.highestOneBit(Math.max(8, capacity)) * 4;
        entries = new long[places * WORDS];
        mask = places - 1;
    }

    int size() {
        return size;
    }

    /// The order that `clientId` names, or 0.
    long get(long clientId) {
        return entries[find(clientId) * WORDS + 1];
    }

    /// Reads the place where a search for `clientId` begins.
    long touch(long clientId) {
        return entries[home(clientId) * WORDS];
    }

    /// Names an order, which must not be 0.
    void put(long clientId, long orderId) {
        int at = find(clientId) * WORDS;
        if (entries[at + 1] == 0) {
            size++;
        }
        entries[at] = clientId;
        entries[at + 1] = orderId;
        if (size * 2 > mask) {
            grow();
        }
    }

    void remove(long clientId) {
        int hole = find(clientId);
        if (entries[hole * WORDS + 1] == 0) {
            return;
        }
        size--;
        int at = hole;
        while (true) {
            at = (at + 1) & mask;
            if (entries[at * WORDS + 1] == 0) {
                break;
            }
            int home = home(entries[at * WORDS]);
            // An entry may move back into the hole unless its home lies behind the hole.
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                entries[hole * WORDS] = entries[at * WORDS];
                entries[hole * WORDS + 1] = entries[at * WORDS + 1];
                hole = at;
            }
        }
        entries[hole * WORDS + 1] = 0;
    }

    private int find(long clientId) {
        int at = home(clientId);
        while (entries[at * WORDS + 1] != 0 && entries[at * WORDS] != clientId) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /// Two rounds of multiply and shift with the key put in before each: cheap, and of no use to
    /// somebody who does not know the key.
    private int home(long clientId) {
        long h = (clientId ^ key) * 0x9E37_79B9_7F4A_7C15L;
        h = (h ^ h >>> 32 ^ Long.rotateLeft(key, 32)) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (h >>> 32) & mask;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[old.length * 2];
        mask = mask * 2 + 1;
        for (int i = 0; i < old.length; i += WORDS) {
            if (old[i + 1] != 0) {
                int at = find(old[i]) * WORDS;
                entries[at] = old[i];
                entries[at + 1] = old[i + 1];
            }
        }
    }
}

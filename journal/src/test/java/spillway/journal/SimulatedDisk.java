package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A folder in memory that remembers what was forced and what was not, and shows what a power loss
/// may leave of it.
///
/// Per file and 512-byte sector it keeps every content since the last force. An image takes for
/// each such sector the forced content (zeros behind the forced end), the present one, one in
/// between, a tear of two, or, behind the forced end, a sector that was once written elsewhere; for
/// the size any that the file had; and of the folder's unforced changes any subset. Bytes of a
/// half-filled sector that a write did not change keep their value: that much is asked of a disk.
final class SimulatedDisk implements Disk {
    static final int SECTOR_BYTES = 512;
    private static final int MAX_POOL = 256;

    enum Call {
        CREATE,
        OPEN,
        READ,
        WRITE,
        TRUNCATE,
        FORCE_FILE,
        RENAME,
        DELETE,
        LIST,
        FORCE_FOLDER
    }

    private static final class Node {
        byte[] bytes = new byte[0];
        byte[] forced = new byte[0];
        final TreeMap<Integer, List<byte[]>> unforced = new TreeMap<>();
        int smallest;
        int largest;

        void forced() {
            forced = bytes;
            unforced.clear();
            smallest = bytes.length;
            largest = bytes.length;
        }
    }

    private sealed interface Change {
        record Put(String name, Node node) implements Change {}

        record Rename(String from, String to, Node node) implements Change {}

        record Delete(String name) implements Change {}
    }

    private final Map<String, Node> names = new TreeMap<>();
    private Map<String, Node> forcedNames = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<byte[]> pool = new ArrayList<>();

    /// Calls that fail from now on.
    final Set<Call> failing = EnumSet.noneOf(Call.class);

    /// Runs after each call that changed something, before it returns.
    Runnable afterChange = () -> {};

    /// Runs in the middle of each write, when half of it is in the file.
    Runnable midWrite = () -> {};

    /// Bytes that all files together may have.
    long budgetBytes = Long.MAX_VALUE;

    /// Bytes that no read may touch, of every file.
    long badFrom = Long.MAX_VALUE;

    long badTo = Long.MAX_VALUE;

    private void call(Call call) throws IOException {
        if (failing.contains(call)) {
            throw new IOException(call + " fails by order");
        }
    }

    private Node node(String name) throws IOException {
        Node node = names.get(name);
        if (node == null) {
            throw new NoSuchFileException(name);
        }
        return node;
    }

    @Override
    public DiskFile create(String name) throws IOException {
        call(Call.CREATE);
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        var node = new Node();
        names.put(name, node);
        changes.add(new Change.Put(name, node));
        afterChange.run();
        return new OpenFile(node);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        call(Call.OPEN);
        return new OpenFile(node(name));
    }

    @Override
    public DiskFile openForReading(String name) throws IOException {
        return open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        call(Call.RENAME);
        Node node = node(from);
        names.remove(from);
        names.put(to, node);
        changes.add(new Change.Rename(from, to, node));
        afterChange.run();
    }

    @Override
    public void delete(String name) throws IOException {
        call(Call.DELETE);
        if (names.remove(name) != null) {
            changes.add(new Change.Delete(name));
            afterChange.run();
        }
    }

    @Override
    public List<String> list() throws IOException {
        call(Call.LIST);
        var shuffled = new ArrayList<>(names.keySet());
        return shuffled.reversed(); // no order is promised
    }

    @Override
    public void force() throws IOException {
        call(Call.FORCE_FOLDER);
        forcedNames = new TreeMap<>(names);
        changes.clear();
        afterChange.run();
    }

    @Override
    public long freeBytes() {
        return Math.max(0, budgetBytes - usedBytes());
    }

    long usedBytes() {
        long sum = 0;
        for (Node node : names.values()) {
            sum += node.bytes.length;
        }
        return sum;
    }

    @Override
    public String where() {
        return "simulated";
    }

    /// A file's bytes, as a program sees them.
    byte[] bytes(String name) {
        Node node = names.get(name);
        if (node == null) {
            throw new AssertionError(name + " is not among " + names.keySet());
        }
        return node.bytes.clone();
    }

    /// Puts a file there, forced.
    void put(String name, byte[] bytes) {
        var node = new Node();
        node.bytes = bytes.clone();
        node.forced();
        names.put(name, node);
        forcedNames.put(name, node);
    }

    /// The same files with the same bytes, all forced.
    SimulatedDisk copy() {
        var copy = new SimulatedDisk();
        names.forEach((name, node) -> copy.put(name, node.bytes));
        return copy;
    }

    /// What a power loss at this moment may leave.
    SimulatedDisk image(RandomGenerator random) {
        var kept = new TreeMap<>(forcedNames);
        double keep = random.nextInt(3) / 2.0;
        for (Change change : changes) {
            if (random.nextDouble() >= keep) {
                continue;
            }
            switch (change) {
                case Change.Put put -> kept.put(put.name(), put.node());
                case Change.Rename rename -> {
                    kept.remove(rename.from());
                    kept.put(rename.to(), rename.node());
                }
                case Change.Delete delete -> kept.remove(delete.name());
            }
        }
        var image = new SimulatedDisk();
        int flavour = random.nextInt(4);
        kept.forEach((name, node) -> image.put(name, remains(node, flavour, random)));
        return image;
    }

    private byte[] remains(Node node, int flavour, RandomGenerator random) {
        int size =
                switch (flavour) {
                    case 0 -> node.forced.length;
                    case 1 -> node.bytes.length;
                    default -> random.nextInt(node.smallest, node.largest + 1);
                };
        if (flavour == 3) {
            size = Math.min(node.largest, (size + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES);
        }
        byte[] remains = Arrays.copyOf(node.forced, size);
        node.unforced.forEach((sector, versions) -> {
            byte[] content = sector(sector, versions, node, random);
            int at = sector * SECTOR_BYTES;
            int length = Math.min(content.length, remains.length - at);
            if (length > 0) {
                System.arraycopy(content, 0, remains, at, length);
            }
        });
        return remains;
    }

    private byte[] sector(int sector, List<byte[]> versions, Node node, RandomGenerator random) {
        byte[] before = sectorOf(node.forced, sector);
        byte[] now = versions.getLast();
        return switch (random.nextInt(8)) {
            case 0, 1 -> before;
            case 2, 3, 4 -> now;
            case 5 -> versions.get(random.nextInt(versions.size()));
            case 6 -> torn(before, now, random);
            default ->
                    sector * SECTOR_BYTES >= node.forced.length
                            ? pool.get(random.nextInt(pool.size()))
                            : now;
        };
    }

    private static byte[] torn(byte[] before, byte[] now, RandomGenerator random) {
        int cut = random.nextInt(SECTOR_BYTES + 1);
        boolean headIsNew = random.nextBoolean();
        byte[] torn = headIsNew ? now.clone() : before.clone();
        System.arraycopy(headIsNew ? before : now, cut, torn, cut, SECTOR_BYTES - cut);
        return torn;
    }

    private static byte[] sectorOf(byte[] bytes, int sector) {
        int from = Math.min(bytes.length, sector * SECTOR_BYTES);
        int to = Math.min(bytes.length, from + SECTOR_BYTES);
        return Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), SECTOR_BYTES);
    }

    private final class OpenFile implements DiskFile {
        private final Node node;

        OpenFile(Node node) {
            this.node = node;
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            call(Call.READ);
            if (at >= node.bytes.length) {
                return -1;
            }
            int length = (int) Math.min(into.remaining(), node.bytes.length - at);
            if (at < badTo && at + length > badFrom) {
                throw new IOException("Input/output error");
            }
            into.put(node.bytes, (int) at, length);
            return length;
        }

        @Override
        public int write(ByteBuffer from, long at) throws IOException {
            call(Call.WRITE);
            long growth = Math.max(0, at + from.remaining() - node.bytes.length);
            int length = (int) (from.remaining() - Math.max(0, growth - freeBytes()));
            if (length <= 0) {
                throw new IOException("No space left on device");
            }
            int half = length / 2;
            put(from, half, (int) at);
            midWrite.run();
            put(from, length - half, (int) at + half);
            afterChange.run();
            return length;
        }

        private void put(ByteBuffer from, int length, int at) {
            byte[] grown = Arrays.copyOf(node.bytes, Math.max(node.bytes.length, at + length));
            from.get(grown, at, length);
            changed(grown, at, at + length);
        }

        private void changed(byte[] bytes, int from, int to) {
            node.bytes = bytes;
            node.smallest = Math.min(node.smallest, bytes.length);
            node.largest = Math.max(node.largest, bytes.length);
            for (int s = from / SECTOR_BYTES; s * SECTOR_BYTES < to; s++) {
                byte[] content = sectorOf(bytes, s);
                node.unforced.computeIfAbsent(s, _ -> new ArrayList<>()).add(content);
                if (pool.size() < MAX_POOL) {
                    pool.add(content);
                } else {
                    pool.set((s * 31 + to) % MAX_POOL, content);
                }
            }
        }

        @Override
        public long size() {
            return node.bytes.length;
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            call(Call.TRUNCATE);
            if (sizeBytes < node.bytes.length) {
                int before = node.bytes.length;
                changed(Arrays.copyOf(node.bytes, (int) sizeBytes), (int) sizeBytes, before);
                afterChange.run();
            }
        }

        @Override
        public void force() throws IOException {
            call(Call.FORCE_FILE);
            node.forced();
            afterChange.run();
        }

        @Override
        public void close() {}
    }
}

package spillway.tape.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import spillway.market.Decimal;

/// A UTF-8 file being written, with the numbers and times of exports spelled without allocating.
final class TextFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    /// More than any number or time takes.
    private static final int LONGEST_BYTES = 64;

    private static final int MAX_DIGITS = 19;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_SECONDS = 86_400;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long day = Long.MIN_VALUE;
    private byte[] dayText = new byte[0];

    TextFile(Path path) throws IOException {
        channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.clear();
    }

    void put(char ascii) {
        room(1);
        buffer.put((byte) ascii);
    }

    void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    void put(byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            room(1);
            int n = Math.min(buffer.remaining(), bytes.length - done);
            buffer.put(bytes, done, n);
            done += n;
        }
    }

    void integer(long value) {
        decimal(value, 0);
    }

    /// `mantissa × 10^-scale` in plain digits, without zeros at the end of a fraction.
    void decimal(long mantissa, int scale) {
        room(LONGEST_BYTES);
        long digits = mantissa;
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        if (digits < 0) {
            buffer.put((byte) '-');
        }
        long unit = decimals > 0 ? Decimal.powerOfTen(decimals) : 1;
        whole(Math.abs(digits / unit));
        if (decimals > 0) {
            buffer.put((byte) '.');
            padded(Math.abs(digits % unit), decimals);
        } else if (digits != 0) {
            padded(0, -decimals);
        }
    }

    /// The digits of a number that is not negative; `Long.MIN_VALUE` stands for its magnitude.
    private void whole(long value) {
        int width = 1;
        long bound = 10;
        while (width < MAX_DIGITS && Long.compareUnsigned(value, bound) >= 0) {
            width++;
            bound *= 10;
        }
        padded(value, width);
    }

    private void padded(long value, int width) {
        int start = buffer.position();
        long rest = value;
        for (int i = width - 1; i >= 0; i--) {
            buffer.put(start + i, (byte) ('0' + (int) Long.remainderUnsigned(rest, 10)));
            rest = Long.divideUnsigned(rest, 10);
        }
        buffer.position(start + width);
    }

    /// `2026-02-05T02:00:00.000000000Z`: always nine digits, so that every reader takes a whole
    /// column for times.
    void time(long ns) {
        room(LONGEST_BYTES);
        long second = Math.floorDiv(ns, SECOND_NS);
        long onDay = Math.floorDiv(second, DAY_SECONDS);
        if (onDay != day) {
            day = onDay;
            dayText = LocalDate.ofEpochDay(onDay).toString().getBytes(StandardCharsets.US_ASCII);
        }
        int ofDay = (int) Math.floorMod(second, DAY_SECONDS);
        buffer.put(dayText).put((byte) 'T');
        padded(ofDay / 3600, 2);
        buffer.put((byte) ':');
        padded(ofDay / 60 % 60, 2);
        buffer.put((byte) ':');
        padded(ofDay % 60, 2);
        buffer.put((byte) '.');
        padded(Math.floorMod(ns, SECOND_NS), 9);
        buffer.put((byte) 'Z');
    }

    void finish() throws IOException {
        flush();
        channel.force(true);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package spillway.venues.socket;

import java.nio.ByteBuffer;

/// What came over one connection and was not read yet, in bytes: one thread puts messages in, part
/// by part, another takes them out in batches.
///
/// Bounded by whoever puts in: beyond [#FULL] he is told to stop until there is room. So a venue
/// that floods its connection, or a reader that falls behind, fills one inbox and the connection's
/// own buffers, and nothing else. Allocates nothing once its two buffers have grown.
final class Inbox {
    /// Unread bytes beyond which no more are taken: some seconds of the busiest connection.
    static final int FULL = 1 << 20;

    /// A message longer than this is no message. Whole books are a hundredth of it.
    static final int LONGEST_MESSAGE = 8 << 20;

    /// Before each message: when it came in, and its length.
    private static final int HEADER = Long.BYTES + Integer.BYTES;

    private static final int FIRST_SIZE = 1 << 14;

    private ByteBuffer filling = ByteBuffer.allocate(FIRST_SIZE);

    /// Where the message begins that is being put in.
    private int openAt;

    private boolean isOpen;

    /// Takes one more part of the message that is coming in.
    ///
    /// @return `false` if the message is too long
    synchronized boolean part(ByteBuffer bytes) {
        begin();
        if (filling.position() - openAt - HEADER + bytes.remaining() > LONGEST_MESSAGE) {
            return false;
        }
        reserve(bytes.remaining());
        filling.put(bytes);
        return true;
    }

    /// The message that is coming in is whole.
    synchronized void end(long receiveTimeNs) {
        begin();
        filling.putLong(openAt, receiveTimeNs);
        filling.putInt(openAt + Long.BYTES, filling.position() - openAt - HEADER);
        isOpen = false;
    }

    private void begin() {
        if (!isOpen) {
            reserve(HEADER);
            openAt = filling.position();
            filling.position(openAt + HEADER);
            isOpen = true;
        }
    }

    private void reserve(int more) {
        if (filling.remaining() < more) {
            int size = Math.max(filling.capacity() * 2, filling.position() + more);
            filling = ByteBuffer.allocate(size).put(filling.flip());
        }
    }

    /// Bytes of the message that began and did not end; 0 if there is none.
    synchronized int unfinished() {
        return isOpen ? filling.position() - openAt - HEADER : 0;
    }

    /// Whether there is room for more; a message that began may end in any case.
    synchronized boolean hasRoom() {
        return (isOpen ? openAt : filling.position()) < FULL;
    }

    /// Gives all whole messages, one after the other, each after its header, and takes the buffer
    /// that was given before back for use.
    ///
    /// @param read the buffer given before, empty
    synchronized ByteBuffer take(ByteBuffer read) {
        ByteBuffer full = filling;
        int end = isOpen ? openAt : full.position();
        filling = read.clear();
        if (isOpen) {
            ByteBuffer begun = full.duplicate().flip().position(openAt);
            openAt = 0;
            reserve(begun.remaining());
            filling.put(begun);
        }
        return full.position(0).limit(end);
    }

    /// A buffer to give to the first [#take(ByteBuffer)].
    static ByteBuffer firstBuffer() {
        return ByteBuffer.allocate(FIRST_SIZE);
    }
}

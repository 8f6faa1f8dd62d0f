package spillway.venues.protocol;

import java.nio.ByteBuffer;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventSink;

/// Holds the events of one message back until the message proves well-formed to its end. Allocates
/// nothing once its buffer has grown to the largest message.
public final class Stage {
    private final EventEncoder held = new EventEncoder();
    private final EventDecoder release = new EventDecoder();
    private ByteBuffer view = held.encoded();
    private int viewCapacity = held.capacity();

    /// Where the events of a message go. Empties the stage first.
    public EventSink open() {
        held.clear();
        return held;
    }

    /// Pushes what is held into `sink`, in order.
    public void release(EventSink sink) {
        if (held.events() == 0) {
            return;
        }
        if (viewCapacity != held.capacity()) {
            view = held.encoded();
            viewCapacity = held.capacity();
        }
        view.limit(held.size()).position(0);
        while (view.hasRemaining()) {
            release.decodeOne(view, sink);
        }
        held.clear();
    }
}

package spillway.app.command;

import java.util.function.Consumer;
import spillway.emulator.ClientLink;
import spillway.emulator.ClientSession;
import spillway.emulator.VenueFront;
import spillway.venues.connect.HttpAnswer;

/// A venue that says when a client comes.
///
/// @param connected gets the name of the protocol
record AwaitedFront(VenueFront front, Consumer<String> connected) implements VenueFront {
    @Override
    public String name() {
        return front.name();
    }

    @Override
    public ClientSession connect(String target, ClientLink link) {
        ClientSession session = front.connect(target, link);
        connected.accept(name());
        return session;
    }

    @Override
    public void get(String target, Consumer<HttpAnswer> answer) {
        front.get(target, answer);
    }
}

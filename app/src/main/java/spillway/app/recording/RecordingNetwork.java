package spillway.app.recording;

import java.net.URI;
import java.util.function.Consumer;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.connect.VenueNetwork;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.protocol.Endpoints;
import spillway.venues.time.Timeline;

/// The way to one venue, with everything that passes written down, under the venue's own addresses
/// wherever it was reached.
public final class RecordingNetwork implements VenueNetwork {
    private final VenueNetwork network;
    private final Endpoints reached;
    private final SessionRecorder recorder;

    /// @param reached where the venue is reached
    public RecordingNetwork(VenueNetwork network, Endpoints reached, SessionRecorder recorder) {
        this.network = network;
        this.reached = reached;
        this.recorder = recorder;
    }

    private String ownAddress(URI uri) {
        String address = uri.toString();
        Endpoints own = recorder.protocol().endpoints();
        if (address.startsWith(reached.webSocket())) {
            return own.webSocket() + address.substring(reached.webSocket().length());
        }
        return address.startsWith(reached.rest())
                ? own.rest() + address.substring(reached.rest().length())
                : address;
    }

    @Override
    public WireConnection open(URI uri, Timeline timeline, WireListener listener) {
        String address = ownAddress(uri);
        var connection =
                network.open(
                        uri,
                        timeline,
                        new WireListener() {
                            @Override
                            public void opened() {
                                recorder.connected(address, timeline.nowNs());
                                listener.opened();
                            }

                            @Override
                            public void message(byte[] bytes, int from, int to, long timeNs) {
                                recorder.received(bytes, from, to, timeNs);
                                listener.message(bytes, from, to, timeNs);
                            }

                            @Override
                            public void pinged() {
                                listener.pinged();
                            }

                            @Override
                            public void closed(String reason) {
                                recorder.disconnected(address, timeline.nowNs(), reason);
                                listener.closed(reason);
                            }
                        });
        return new WireConnection() {
            @Override
            public void send(String text) {
                recorder.sent(address, timeline.nowNs(), text);
                connection.send(text);
            }

            @Override
            public void close() {
                recorder.disconnected(address, timeline.nowNs(), "closed by us");
                connection.close();
            }
        };
    }

    @Override
    public void get(URI uri, Timeline timeline, Consumer<HttpAnswer> answer) {
        network.get(
                uri,
                timeline,
                got -> {
                    if (got.isGood()) {
                        recorder.answered(ownAddress(uri), timeline.nowNs(), got.body());
                    }
                    answer.accept(got);
                });
    }
}

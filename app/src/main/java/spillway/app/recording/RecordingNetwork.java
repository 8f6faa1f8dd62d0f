package spillway.app.recording;

import java.net.URI;
import java.util.function.Consumer;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.connect.VenueNetwork;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.time.Timeline;

/// The way to one venue, with everything that passes written down.
public final class RecordingNetwork implements VenueNetwork {
    private final VenueNetwork network;
    private final SessionRecorder recorder;

    public RecordingNetwork(VenueNetwork network, SessionRecorder recorder) {
        this.network = network;
        this.recorder = recorder;
    }

    @Override
    public WireConnection open(URI uri, Timeline timeline, WireListener listener) {
        var connection =
                network.open(
                        uri,
                        timeline,
                        new WireListener() {
                            @Override
                            public void opened() {
                                recorder.connected(uri, timeline.nowNs());
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
                                recorder.disconnected(uri, timeline.nowNs(), reason);
                                listener.closed(reason);
                            }
                        });
        return new WireConnection() {
            @Override
            public void send(String text) {
                recorder.sent(uri, timeline.nowNs(), text);
                connection.send(text);
            }

            @Override
            public void close() {
                recorder.disconnected(uri, timeline.nowNs(), "closed by us");
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
                        recorder.answered(uri, timeline.nowNs(), got.body());
                    }
                    answer.accept(got);
                });
    }
}

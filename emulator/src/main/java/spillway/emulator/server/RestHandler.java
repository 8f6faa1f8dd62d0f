package spillway.emulator.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import spillway.emulator.VenueFront;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.time.Timeline;

/// Answers REST requests by asking the front that their path names.
final class RestHandler extends Handler.Abstract {
    private final Map<String, VenueFront> fronts;
    private final Timeline timeline;

    RestHandler(Map<String, VenueFront> fronts, Timeline timeline) {
        this.fronts = fronts;
        this.timeline = timeline;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        FrontPath path = FrontPath.of(fronts, request.getHttpURI().getPathQuery());
        if (path == null) {
            String text = "expected a path that starts with one of " + fronts.keySet() + "\n";
            write(response, callback, HttpStatus.NOT_FOUND_404, "text/plain", text);
            return true;
        }
        if (!request.getMethod().equals("GET")) {
            String text = "expected GET, was " + request.getMethod() + "\n";
            write(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "text/plain", text);
            return true;
        }
        timeline.execute(
                () -> path.front().get(path.target(), answer -> write(response, callback, answer)));
        return true;
    }

    private static void write(Response response, Callback callback, HttpAnswer answer) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
        if (answer.retryAfterSeconds() > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, answer.retryAfterSeconds());
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private static void write(
            Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}

package spillway.venues.connect;

import java.nio.charset.StandardCharsets;

/// What a venue answered to a REST request.
public final class HttpAnswer {
    private final int status;
    private final long retryAfterSeconds;
    private final byte[] body;

    /// @param status HTTP status; 0 if there was no answer
    /// @param retryAfterSeconds what the venue asks us to wait, by its header `Retry-After`; 0 if
    ///   it does not
    /// @param body may be empty; where there was no answer, the reason for people; not copied
    public HttpAnswer(int status, long retryAfterSeconds, byte[] body) {
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
        this.body = body;
    }

    /// There was no answer.
    public static HttpAnswer none(String reason) {
        return new HttpAnswer(0, 0, reason.getBytes(StandardCharsets.UTF_8));
    }

    /// HTTP status; 0 if there was no answer.
    public int status() {
        return status;
    }

    /// What the venue asks us to wait; 0 if it does not.
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// The body itself, not a copy.
    public byte[] body() {
        return body;
    }

    /// Whether the venue gave what was asked for.
    public boolean isGood() {
        return status / 100 == 2;
    }
}

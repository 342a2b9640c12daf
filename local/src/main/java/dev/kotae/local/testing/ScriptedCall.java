package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** A request that a scripted model got, and how it went on. Safe for use by several threads. */
public final class ScriptedCall {

    private final JsonNode request;
    private final Map<String, String> headers;
    private final long arrivedNanos = System.nanoTime();
    private volatile long sentBytes;
    private volatile int sentTokens;
    private volatile boolean ended;
    private volatile boolean reset;
    private volatile Long leftNanos;

    ScriptedCall(JsonNode request, Map<String, String> headers) {
        this.request = request;
        this.headers = Map.copyOf(headers);
    }

    /** The request's body. */
    public JsonNode request() {
        return request;
    }

    /** The model that was asked for. */
    public String model() {
        return request.path("model").asText();
    }

    /** The request's headers, their names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    /** When it arrived, by {@link System#nanoTime()}. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** How many tokens have left for the client. */
    public int sentTokens() {
        return sentTokens;
    }

    /** How many bytes of the response have left for the client. */
    public long sentBytes() {
        return sentBytes;
    }

    /** Whether all was sent that the script wanted. */
    public boolean ended() {
        return ended;
    }

    /** Whether the script reset the connection. */
    public boolean wasReset() {
        return reset;
    }

    /** When the client left before the end, by {@link System#nanoTime()}; empty if it did not. */
    public Optional<Long> clientLeftNanos() {
        return Optional.ofNullable(leftNanos);
    }

    void sent(int bytes) {
        sentBytes += bytes;
    }

    void token() {
        sentTokens++;
    }

    void reset() {
        reset = true;
    }

    void end() {
        ended = true;
    }

    void clientLeft() {
        if (!ended && !reset && leftNanos == null) {
            leftNanos = System.nanoTime();
        }
    }
}

package dev.kotae.local.testing;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How a scripted model behaves in one call: by itself as a model that says its tokens as fast as it can and ends well. Each method
 * gives a script with one thing changed; a script itself never changes.
 */
public final class Script implements Cloneable {

    private static final Pattern AFTER_WORDS = Pattern.compile("(?<=\\S)(?=\\s)");

    List<String> tokens = List.of();
    Duration firstAfter = Duration.ZERO;
    Duration every = Duration.ZERO;
    int stallAfter = -1;
    int resetAtByte = -1;
    boolean orderly;
    int pieceBytes;
    boolean finishReason = true;
    boolean done = true;
    boolean endless;
    boolean obedient;
    int status = 200;
    Map<String, String> headers = Map.of();
    String contentType;
    String body;

    private Script() {}

    /** Says these tokens. */
    public static Script tokens(String... tokens) {
        return new Script().with(script -> script.tokens = List.of(tokens));
    }

    /** Says a text, a token per word. */
    public static Script says(String text) {
        return tokens(AFTER_WORDS.split(text));
    }

    /** Says the same token many times. */
    public static Script repeats(String token, int times) {
        return new Script().with(script -> script.tokens = Collections.nCopies(times, token));
    }

    /** Does what the texts of its prompt tell it to, the documents' too: see {@link Obedience}. */
    public static Script obeys() {
        return new Script().with(script -> script.obedient = true);
    }

    /** Answers with a status and OpenAI's error object. */
    public static Script refuses(int status) {
        return answers(
                status,
                "application/json",
                "{\"error\":{\"message\":\"Scripted status " + status
                        + "\",\"type\":\"scripted\",\"param\":null,\"code\":null}}");
    }

    /** Answers with a body of its own, such as a proxy's page, in place of a completion. */
    public static Script answers(int status, String contentType, String body) {
        return new Script().with(script -> {
            script.status = status;
            script.contentType = contentType;
            script.body = body;
        });
    }

    /** All that it says, one token after the other. */
    public String text() {
        return String.join("", tokens);
    }

    /** Thinks so long before the first token; the response's head has left by then. */
    public Script firstAfter(Duration pause) {
        return with(script -> script.firstAfter = pause);
    }

    /** Pauses so long before each further token. */
    public Script every(Duration pause) {
        return with(script -> script.every = pause);
    }

    /** Says so many tokens a second, evenly, the first included. */
    public Script perSecond(double rate) {
        Duration pause = Duration.ofNanos(Math.round(1e9 / rate));
        return firstAfter(pause).every(pause);
    }

    /** Says nothing more after so many tokens and keeps the connection. */
    public Script stallAfter(int said) {
        return with(script -> script.stallAfter = said);
    }

    /**
     * Resets the connection after so many bytes of the response, its head included. A reset may take bytes away that were sent
     * before and not yet read.
     */
    public Script resetAtByte(int bytes) {
        return with(script -> script.resetAtByte = bytes);
    }

    /** Closes the connection after so many bytes of the response, its head included; they all arrive. */
    public Script closeAtByte(int bytes) {
        return resetAtByte(bytes).with(script -> script.orderly = true);
    }

    /** Sends in pieces of so many bytes, which splits characters. */
    public Script inPiecesOf(int bytes) {
        return with(script -> script.pieceBytes = bytes);
    }

    /** Never says why it stopped. */
    public Script withoutFinishReason() {
        return with(script -> script.finishReason = false);
    }

    /** Leaves {@code [DONE]} out. */
    public Script withoutDone() {
        return with(script -> script.done = false);
    }

    /** Says its tokens again and again, whatever limit was asked for. */
    public Script forever() {
        return with(script -> script.endless = true);
    }

    /** Adds a header to the response. */
    public Script header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return with(script -> script.headers = more);
    }

    private Script with(Consumer<Script> change) {
        try {
            Script copy = (Script) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}

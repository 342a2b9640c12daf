package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Writes the response of one call as its script says. One thread at a time. */
final class ScriptedReply {

    /** Time for bytes to arrive before the reset that would overtake them. */
    private static final long ARRIVAL_NANOS = 2_000_000;

    private final Script script;
    private final ScriptedCall call;
    private final Socket socket;
    private int written;

    ScriptedReply(Script script, ScriptedCall call, Socket socket) {
        this.script = script;
        this.call = call;
        this.socket = socket;
    }

    /** Writes it all; the connection can then be used again unless it was closed. */
    void write() throws IOException {
        if (script.body != null) {
            whole(script.status, script.contentType, script.body);
        } else if (call.request().path("stream").asBoolean()) {
            stream();
        } else {
            pause(script.firstAfter.toNanos());
            whole(
                    200,
                    "application/json",
                    ScriptedJson.completion(call.request(), tokens(), cut(), script.finishReason));
        }
        if (!socket.isClosed()) {
            call.end();
        }
    }

    private void whole(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head(status, contentType, "Content-Length: " + bytes.length));
        all.writeBytes(bytes);
        send(all.toByteArray());
    }

    private void stream() throws IOException {
        List<String> tokens = tokens();
        send(head(200, "text/event-stream", "Transfer-Encoding: chunked"));
        event(ScriptedJson.role(call.request()));
        int said = 0;
        boolean first = true;
        do {
            for (String token : tokens) {
                if (socket.isClosed()) {
                    return;
                }
                if (said == script.stallAfter || (!script.endless && said == limit())) {
                    break;
                }
                pause((first ? script.firstAfter : script.every).toNanos());
                first = false;
                event(ScriptedJson.token(call.request(), token));
                call.token();
                said++;
            }
        } while (script.endless && !tokens.isEmpty() && said != script.stallAfter);
        if (script.stallAfter >= 0) {
            while (!socket.isClosed() && call.clientLeftNanos().isEmpty()) {
                pause(5_000_000);
            }
            return;
        }
        if (script.finishReason) {
            event(ScriptedJson.end(call.request(), cut()));
        }
        if (call.request().path("stream_options").path("include_usage").asBoolean()) {
            event(ScriptedJson.usage(call.request(), said));
        }
        if (script.done) {
            data("[DONE]");
        }
        send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> tokens() {
        return script.obedient ? Obedience.tokens(call.request()) : script.tokens;
    }

    private int limit() {
        return call.request().path("max_tokens").asInt(Integer.MAX_VALUE);
    }

    private boolean cut() {
        return tokens().size() > limit();
    }

    private void event(ObjectNode data) throws IOException {
        data(data.toString());
    }

    private void data(String data) throws IOException {
        byte[] event = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(event.length + 16);
        chunk.writeBytes((Integer.toHexString(event.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(event);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        send(chunk.toByteArray());
    }

    private byte[] head(int status, String contentType, String framing) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(" Scripted\r\nContent-Type: ")
                .append(contentType)
                .append("\r\n")
                .append(framing)
                .append("\r\n");
        for (Map.Entry<String, String> header : script.headers.entrySet()) {
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void send(byte[] bytes) throws IOException {
        int end = bytes.length;
        if (script.resetAtByte >= 0) {
            end = Math.min(end, script.resetAtByte - written);
        }
        int step = script.pieceBytes > 0 ? script.pieceBytes : bytes.length;
        for (int from = 0; from < end && !socket.isClosed(); from += step) {
            int length = Math.min(step, end - from);
            socket.getOutputStream().write(bytes, from, length);
            call.sent(length);
        }
        written += end;
        if (script.resetAtByte >= 0 && written >= script.resetAtByte) {
            if (!script.orderly) {
                call.reset();
                pause(ARRIVAL_NANOS);
                socket.setSoLinger(true, 0); // makes close() a reset
            }
            socket.close();
        }
    }

    private static void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

package dev.kotae.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One client's connection. A thread reads, so that it is noted at once when the client leaves; another one writes. */
final class ScriptedConnection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final ScriptedModels models;
    private final BlockingQueue<Runnable> replies = new LinkedBlockingQueue<>();
    private volatile ScriptedCall current;

    ScriptedConnection(Socket socket, ScriptedModels models) {
        this.socket = socket;
        this.models = models;
    }

    void start() {
        thread(this::read, "scripted-reader");
        thread(this::reply, "scripted-writer");
    }

    private static void thread(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, 128 << 10);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String line = line(in); line != null; line = line(in)) {
                Map<String, String> headers = new HashMap<>();
                for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
                    int colon = header.indexOf(':');
                    headers.put(
                            header.substring(0, colon).toLowerCase(Locale.ROOT),
                            header.substring(colon + 1).strip());
                }
                byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                asked(line, headers, body);
            }
        } catch (IOException e) {
            // The client is gone: what this thread is here to see
        } finally {
            ScriptedCall call = current;
            if (call != null) {
                call.clientLeft();
            }
            replies.add(() -> {});
        }
    }

    private void asked(String line, Map<String, String> headers, byte[] body) throws IOException {
        JsonNode request = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        ScriptedCall call = new ScriptedCall(request, headers);
        Script script = line.startsWith("GET ") ? models.listing(line) : models.script(call);
        current = call;
        replies.add(() -> {
            try {
                new ScriptedReply(script, call, socket).write();
            } catch (IOException e) {
                call.clientLeft();
            }
        });
    }

    private void reply() {
        try {
            while (!socket.isClosed()) {
                replies.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}

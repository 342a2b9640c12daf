package dev.kotae.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A real HTTP server with OpenAI's API ({@code /v1/models}, {@code /v1/chat/completions}, streamed and whole) whose models do what
 * their scripts say, down to the byte. It remembers what it was asked and whether the client left. Listens on loopback only; safe for
 * use by several threads, and good for many hundred streams at a time.
 */
public final class ScriptedModels implements AutoCloseable {

    private final ServerSocket server;
    private final Map<String, Function<ScriptedCall, Script>> models = new ConcurrentSkipListMap<>();
    private final List<ScriptedCall> calls = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Script listing;

    private ScriptedModels(ServerSocket server) {
        this.server = server;
    }

    /** Starts a server without models on a free port. */
    public static ScriptedModels start() {
        return start(0);
    }

    /** Starts a server without models on a port. */
    public static ScriptedModels start(int port) {
        try {
            ScriptedModels models = new ScriptedModels(new ServerSocket(port, 1024, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(models::accept, "scripted-models");
            thread.setDaemon(true);
            thread.start();
            return models;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, with {@code /v1}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Its port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Offers a model that always does the same; replaces one of that name. */
    public ScriptedModels offer(String model, Script script) {
        return offer(model, call -> script);
    }

    /** Offers a model that follows one script after the other, and the last one for ever. */
    public ScriptedModels offer(String model, List<Script> scripts) {
        AtomicInteger next = new AtomicInteger();
        return offer(model, call -> scripts.get(Math.min(next.getAndIncrement(), scripts.size() - 1)));
    }

    /** Offers a model whose script depends on what it is asked. */
    public ScriptedModels offer(String model, Function<ScriptedCall, Script> script) {
        models.put(model, script);
        return this;
    }

    /** A model is there no more. */
    public ScriptedModels withdraw(String model) {
        models.remove(model);
        return this;
    }

    /** Answers {@code /v1/models} by a script with a body; null: with the models. */
    public ScriptedModels list(Script script) {
        listing = script;
        return this;
    }

    /** All calls for completions so far, oldest first. */
    public List<ScriptedCall> calls() {
        return List.copyOf(calls);
    }

    /** The calls for a model. */
    public List<ScriptedCall> calls(String model) {
        return calls.stream().filter(call -> call.model().equals(model)).toList();
    }

    /** How many bytes a script's response to a request like this call's has, if nothing is cut off. */
    public static int length(Script script, ScriptedCall like) {
        try (ServerSocket sink = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(sink.getInetAddress(), sink.getLocalPort());
                Socket served = sink.accept()) {
            ScriptedCall call = new ScriptedCall(like.request(), like.headers());
            Thread drain = new Thread(() -> {
                try {
                    client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // Closed below
                }
            });
            drain.setDaemon(true);
            drain.start();
            new ScriptedReply(script.resetAtByte(-1), call, served).write();
            return Math.toIntExact(call.sentBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops: every connection is closed. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Script script(ScriptedCall call) {
        calls.add(call);
        Function<ScriptedCall, Script> script = models.get(call.model());
        return script == null ? Script.refuses(404) : script.apply(call);
    }

    Script listing(String line) {
        if (!line.startsWith("GET /v1/models ")) {
            return Script.refuses(404);
        }
        Script scripted = listing;
        return scripted != null
                ? scripted
                : Script.answers(200, "application/json", ScriptedJson.models(models.keySet()));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.removeIf(Socket::isClosed);
                sockets.add(socket);
                new ScriptedConnection(socket, this).start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

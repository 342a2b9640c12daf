package dev.kotae.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server with OpenAI's API, as people run beside Kotae: it lists one model, which says one sentence. */
final class ModelServer implements AutoCloseable {

    static final String MODEL = "llama3.2:3b";

    private final HttpServer server;

    ModelServer(String sentence) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/v1/models",
                exchange -> answer(
                        exchange,
                        "application/json",
                        "{\"object\":\"list\",\"data\":[{\"id\":\"" + MODEL + "\",\"object\":\"model\"}]}"));
        server.createContext(
                "/v1/chat/completions",
                exchange -> answer(
                        exchange,
                        "text/event-stream",
                        "data: {\"choices\":[{\"delta\":{\"content\":\"" + sentence + "\"}}]}\n\n"
                                + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                                + "data: [DONE]\n\n"));
        server.start();
    }

    /** Its address, as it is written into settings. */
    String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1";
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

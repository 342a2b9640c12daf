package dev.kotae.local.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** The paths of OpenAI's API that this server has, on loopback only. */
final class ModelEndpoints {
    private final ObjectMapper json = new ObjectMapper();
    private final ChatEndpoint chat;
    private final String modelId;

    ModelEndpoints(LanguageModel model, String modelId) {
        this.chat = new ChatEndpoint(model, modelId);
        this.modelId = modelId;
    }

    /** Listens on a port, 0 for any. */
    HttpServer listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (OpenAiException e) {
            send(exchange, e.status(), e.body());
        } finally {
            exchange.close();
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        switch (path) {
            case "/v1/chat/completions" -> {
                require(method, "POST");
                chat.answer(exchange);
            }
            case "/v1/models" -> {
                require(method, "GET");
                send(exchange, 200, Map.of("object", "list", "data", List.of(card())));
            }
            default -> {
                if (path.equals("/v1/models/" + modelId)) {
                    require(method, "GET");
                    send(exchange, 200, card());
                } else {
                    throw OpenAiException.notFound(path);
                }
            }
        }
    }

    private static void require(String method, String needed) {
        if (!method.equals(needed)) {
            throw OpenAiException.wrongMethod(method);
        }
    }

    private Map<String, Object> card() {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("id", modelId);
        card.put("object", "model");
        card.put("created", 0);
        card.put("owned_by", "local");
        return card;
    }

    private void send(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}

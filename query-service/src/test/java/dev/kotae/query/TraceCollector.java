package dev.kotae.query;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces as a collector of OpenTelemetry does (OTLP over HTTP), and keeps each request's bytes as they came. */
final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<byte[]> received = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    static TraceCollector start() {
        try {
            TraceCollector collector = new TraceCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", exchange -> {
                try (exchange) {
                    collector.received.add(exchange.getRequestBody().readAllBytes());
                    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
                    exchange.sendResponseHeaders(200, -1);
                }
            });
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A request's body each; a text stands in it as it is, and a trace's id as its 16 bytes. */
    List<byte[]> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

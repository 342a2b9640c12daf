package dev.kotae.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kotae.local.kafka.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Stands for all three services: as a jar it starts like one, reads its settings like one, and answers a little of each interface.
 * As ingest it gives every change a receipt: {@code rejected} for ids that start with {@code bad}.
 */
final class FakeService {
    private final Properties settings;

    private FakeService(Properties settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = URI.create(System.getProperty("quarkus.config.locations"))
                .toURL()
                .openStream()) {
            settings.load(in);
        }
        FakeService service = new FakeService(settings);
        service.listen("quarkus.http.port");
        service.listen("quarkus.management.port");
        service.giveReceipts();
    }

    /** Puts the three services' jars below a project's root. */
    static void install(Path root) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        StringBuilder classPath = new StringBuilder();
        String ours = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : ours.split(":")) {
            classPath.append(Path.of(entry).toUri()).append(' ');
        }
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath.toString());
        for (String name : new String[] {"query", "ingest", "eval"}) {
            Path jar = root.resolve(name + "-service/target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        }
    }

    private void listen(String port) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(settings.getProperty(port))),
                0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.getResponseHeaders()
                    .set(
                            "X-Kotae-Instance",
                            settings.getProperty("quarkus.management.header.\"X-Kotae-Instance\".value"));
            send(exchange, 200, "application/json", "{}");
        });
        server.createContext(
                "/api/models",
                exchange -> send(
                        exchange,
                        200,
                        "application/json",
                        """
                        {"models": [
                          {"id": "extractive", "provider": "kotae", "revision": "1", "state": "ready"},
                          {"id": "granite", "provider": "vllm", "revision": "3.3", "contextLength": 131072,
                           "price": {"input": 0.1, "output": 0.3, "currency": "USD"},
                           "state": "failing", "reason": "Its last calls failed"},
                          {"id": "llama", "provider": "vllm", "state": "gone", "reason": "Its provider no longer lists it"}],
                         "defaultModel": "granite",
                         "fileTrouble": {"reason": "It is no YAML: line 3", "since": "2026-01-01T00:00:00Z"}}
                        """));
        server.createContext("/api/answers", this::answer);
        server.createContext("/api/ratings/", FakeService::rate);
        server.createContext("/api/ratings", FakeService::erase);
        server.createContext("/api/reports/models", FakeService::report);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (body.contains("\"other\"")) {
            send(
                    exchange,
                    404,
                    "application/problem+json",
                    "{\"code\":\"unknown-model\",\"detail\":\"There is no model 'other'.\"}");
            return;
        }
        String answer =
                "{\"id\":\"q1.1.sig\",\"text\":\"Push it. [1]\",\"model\":{\"id\":\"extractive\"},\"citations\":"
                        + "[{\"marker\":1,\"collection\":\"guide\",\"documentId\":\"en/publish.md\",\"version\":7,\"title\":\"Publish\","
                        + "\"section\":\"One file\",\"inferred\":true}],\"timings\":{\"retrieveMillis\":3,\"firstTokenMillis\":4,"
                        + "\"totalMillis\":5},\"user\":\""
                        + exchange.getRequestHeaders().getFirst("X-Kotae-User") + "\"}";
        if (exchange.getRequestHeaders().getFirst("Accept").equals("text/event-stream")) {
            String last = body.contains("break off")
                    ? ""
                    : body.contains("fail")
                            ? "event: failed\ndata: {\"code\":\"model-failed\",\"detail\":\"It fell over.\"}\n\n"
                            : "event: completed\ndata: " + answer + "\n\n";
            send(
                    exchange,
                    200,
                    "text/event-stream",
                    "event: sources\ndata: {\"hits\":[]}\n\n: heartbeat\n\nevent: token\ndata: {\"text\":\"Push \"}\n\n"
                            + "event: token\ndata: {\"text\":\"it. [1]\"}\n\n" + last);
        } else {
            send(exchange, 200, "application/json", answer);
        }
    }

    private static void rate(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = exchange.getRequestURI().getPath().endsWith("/q1.1.sig");
        send(
                exchange,
                known ? 200 : 400,
                known ? "application/json" : "application/problem+json",
                known ? body : "{\"code\":\"invalid-answer-id\",\"detail\":\"That is no answer's id.\"}");
    }

    private static void erase(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestMethod().equals("DELETE")
                && exchange.getRequestHeaders().getFirst("X-Kotae-User").equals("hanako");
        send(
                exchange,
                200,
                "application/json",
                known ? "{\"answers\":3,\"ratings\":2,\"votes\":1}" : "{\"answers\":0,\"ratings\":0,\"votes\":0}");
    }

    private static void report(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().getFirst("Accept").equals("text/csv")) {
            send(exchange, 200, "text/csv", "model,answers\nextractive,2\n");
            return;
        }
        send(
                exchange,
                200,
                "application/json",
                "{\"models\":[{\"model\":\"extractive\",\"answers\":2,\"errors\":0,\"noAnswers\":1,\"ratings\":{\"count\":1,"
                        + "\"mean\":4.0,\"low\":1.5,\"high\":5.0},\"latency\":{\"firstTokenMillis\":{\"p50\":4.2,\"p95\":20,"
                        + "\"p99\":21},\"totalMillis\":{\"p50\":40,\"p95\":50,\"p99\":60}}}],"
                        + "\"recommendation\":{\"decision\":\"undecided\",\"furtherRatings\":30}}");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void giveReceipts() throws IOException {
        if (settings.containsKey("kotae.answer-key-file")) {
            return;
        }
        String kafka = settings.getProperty("kafka.bootstrap.servers");
        ObjectMapper json = new ObjectMapper();
        try (Topics topics = Topics.on(kafka);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer());
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka,
                                "group.id",
                                "fake",
                                "auto.offset.reset",
                                "earliest",
                                "metadata.max.age.ms",
                                500),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.subscribe(Pattern.compile("kotae\\.documents\\..+"));
            while (true) {
                for (ConsumerRecord<String, String> change : consumer.poll(Duration.ofMillis(200))) {
                    boolean bad = change.key().startsWith("bad");
                    ObjectNode receipt = json.createObjectNode();
                    receipt.put("documentId", change.key());
                    receipt.put(
                            "topicId", topics.id(change.topic()).orElseThrow().toString());
                    receipt.put("partition", change.partition());
                    receipt.put("offset", change.offset());
                    receipt.put("outcome", bad ? "rejected" : change.value() == null ? "unchanged" : "applied");
                    receipt.put("reason", bad ? "invalid-change" : null);
                    receipt.put("message", bad ? "There is no text." : null);
                    producer.send(new ProducerRecord<>("kotae.receipts", change.key(), receipt.toString()));
                }
            }
        }
    }
}

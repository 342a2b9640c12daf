package dev.kotae.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import dev.kotae.local.testing.ServiceJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs in production, with an embedder's server that comes and goes. */
class RemoteEmbedderIT {

    private final String collection = KafkaAndRedis.REMOTE + UUID.randomUUID();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer embedder;
    private ContentOwner owner;

    @BeforeEach
    void open() throws Exception {
        embedder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        embedder.createContext("/v1/embeddings", this::respond);
        embedder.start();
        owner = new ContentOwner();
        owner.create(Topics.documents(collection), 1);
    }

    @AfterEach
    void close() {
        owner.close();
        embedder.stop(0);
    }

    @Test
    void changesWaitForAnEmbedderThatIsAwayAndAreAppliedWhenItIsBack() throws Exception {
        refusals.set(2);
        try (ServiceJar service = ServiceJar.start(Map.of(
                "kafka.bootstrap.servers",
                LocalParts.kafka().bootstrapServers(),
                "quarkus.redis.hosts",
                LocalParts.redis().url(),
                "kotae.auth",
                "none",
                "kotae.ingest.topics",
                "kotae\\.documents\\." + KafkaAndRedis.REMOTE + ".+",
                "kotae.ingest.group",
                collection,
                "kotae.embedder.base-url",
                "http://127.0.0.1:" + embedder.getAddress().getPort() + "/v1",
                "kotae.embedder.model",
                "two-numbers",
                "kotae.embedder.dimension",
                "2"))) {
            assertThat(refusals).as("it waited to be let in").hasValue(0);
            assertThat(service.log()).contains("Nothing is read yet").contains("status 503: busy");

            refusals.set(Integer.MAX_VALUE);
            RecordMetadata sent = owner.send(new ProducerRecord<>(
                    Topics.documents(collection),
                    "窯".getBytes(StandardCharsets.UTF_8),
                    "{\"contentType\":\"text/plain\",\"text\":\"窯は1280度で焼成します。\"}".getBytes(StandardCharsets.UTF_8)));
            await().atMost(Duration.ofSeconds(30)).until(() -> readiness(service) == 503);
            assertThat(owner.receiptsSoFar(collection)).isEmpty();

            refusals.set(0);
            Receipt receipt = owner.receipt(sent);

            assertThat(receipt.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(receipt.embedded()).isEqualTo(1);
            await().atMost(Duration.ofSeconds(30)).until(() -> readiness(service) == 200);
            assertThat(asked).allMatch(body -> body.contains("\"input_type\":\"passage\""));
            assertThat(service.log()).doesNotContain("1280");
        }
    }

    private static int readiness(ServiceJar service) {
        return given().get(service.management().resolve("/q/health/ready")).statusCode();
    }

    private void respond(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        byte[] answer = (refuse
                        ? "{\"error\": {\"message\": \"busy\"}}"
                        : "{\"data\": [{\"index\": 0, \"embedding\": [3, 4]}]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refuse ? 503 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}

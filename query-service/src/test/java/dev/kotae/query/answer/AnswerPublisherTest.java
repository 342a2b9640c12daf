package dev.kotae.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers on their way to a Kafka that knows the topic and acknowledges nothing until it is told to. */
class AnswerPublisherTest {

    private static final int MOST = 300;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final byte[] KEY = "sixteen bytes or more".getBytes(StandardCharsets.US_ASCII);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AnswerPublisher publisher = new AnswerPublisher(MOST, kafka, OpenTelemetry.noop(), registry);

    @AfterEach
    void close() throws InterruptedException {
        acknowledge();
        publisher.close();
    }

    @Test
    void whileKafkaIsAwayEveryAnswerIsSeenToWaitAndTheSurplusToBeLost() {
        // Given
        List<AnswerCompleted> answers =
                IntStream.range(0, MOST + 50).mapToObj(i -> answer()).toList();

        // When
        long asked = System.nanoTime();
        answers.forEach(publisher::publish);

        // Then nobody waited, and those that the client has count as those that it has not
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        await().atMost(LONG).until(() -> kafka.history().size() == AnswerPublisher.IN_FLIGHT);
        assertThat(unpublished()).isEqualTo(MOST);
        assertThat(lost()).isEqualTo(50);
        await().during(Duration.ofMillis(500)).atMost(LONG).untilAsserted(() -> assertThat(kafka.history())
                .hasSize(AnswerPublisher.IN_FLIGHT));

        // And once Kafka is back it gets them all, in their order, and there is room again
        await().atMost(LONG).untilAsserted(() -> {
            acknowledge();
            assertThat(unpublished()).isZero();
        });
        assertThat(published())
                .containsExactlyElementsOf(
                        answers.stream().limit(MOST).map(AnswerCompleted::id).toList());
        publisher.publish(answer());
        await().atMost(LONG).until(() -> kafka.history().size() == MOST + 1);
        assertThat(lost()).isEqualTo(50);
    }

    @Test
    void anAnswerThatTheClientDoesNotTakeIsKeptAndOfferedAgainUntilItDoes() {
        AnswerCompleted answer = answer();
        kafka.partitionsForException = new TimeoutException("no metadata");
        publisher.publish(answer);
        await().during(Duration.ofMillis(300)).atMost(LONG).untilAsserted(() -> assertThat(unpublished())
                .isOne());
        assertThat(kafka.history()).isEmpty();

        // Its buffer is full: that is told by the callback
        kafka.partitionsForException = null;
        await().atMost(LONG).until(() -> kafka.errorNext(new TimeoutException("buffer exhausted")));
        await().atMost(LONG).until(() -> kafka.history().size() == 2);
        assertThat(unpublished()).isOne();

        kafka.completeNext();
        assertThat(unpublished()).isZero();
        assertThat(Set.copyOf(published())).containsExactly(answer.id());
        assertThat(lost()).isZero();
    }

    @Test
    void anAnswerThatKafkaWillNeverTakeIsCountedAsLostAndHoldsNoPlace() {
        for (int i = 0; i < AnswerPublisher.IN_FLIGHT + 10; i++) {
            publisher.publish(answer());
        }

        await().atMost(LONG).untilAsserted(() -> {
            while (kafka.errorNext(new RecordTooLargeException("too large"))) {
                // One after the other
            }
            assertThat(unpublished()).isZero();
        });
        assertThat(lost()).isEqualTo(AnswerPublisher.IN_FLIGHT + 10);
    }

    /** All that Kafka's client was given so far. */
    private void acknowledge() {
        while (kafka.completeNext()) {
            // One after the other
        }
    }

    private double unpublished() {
        return registry.get("kotae.answers.unpublished").gauge().value();
    }

    private double lost() {
        return registry.get("kotae.answers.unpublished.lost").counter().count();
    }

    private List<String> published() {
        return kafka.history().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static AnswerCompleted answer() {
        return new AnswerCompleted(
                AnswerCompleted.SCHEMA,
                AnswerId.sign(AnswerId.newQuestionId(), 1, "ann", KEY).toString(),
                "ann",
                null,
                null,
                "What?",
                null,
                "en",
                List.of("guide"),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                Outcome.REFUSED,
                null,
                "rate-limited",
                null,
                null,
                null,
                null,
                Instant.parse("2026-11-23T10:00:00Z"));
    }

    private static Cluster cluster() {
        Node node = new Node(1, "localhost", 9092);
        Node[] nodes = {node};
        return new Cluster(
                "test",
                List.of(node),
                List.of(new PartitionInfo(Topics.ANSWERS, 0, node, nodes, nodes)),
                Set.of(),
                Set.of());
    }
}

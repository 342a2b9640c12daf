package dev.kotae.eval.evidence;

import static dev.kotae.eval.Answers.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.common.projection.PartitionConsumer;
import dev.kotae.common.projection.Projection;
import dev.kotae.eval.Answers;
import dev.kotae.eval.KafkaAndRedis;
import dev.kotae.eval.statistics.StarCounts;
import dev.kotae.local.testing.LocalParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Two instances that both believe they own every partition, one of them always late. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
class TwoOwnersIT {

    private static final int QUESTIONS = 300;

    private final String collection = "it-" + UUID.randomUUID();

    @Inject
    RedisEvidence evidence;

    @Inject
    RedisCounts counts;

    @Inject
    PartitionCount partitions;

    @Inject
    EvidenceMetrics metrics;

    @Inject
    EvidenceTrace trace;

    @Test
    void everyEventCountsOnceThoughBothApplyIt() {
        AtomicInteger lateBatches = new AtomicInteger();
        Projection real = new EvidenceProjection(new EvidenceReader(Answers.KEY), evidence, partitions, metrics, trace);
        Projection late = new Projection() {
            @Override
            public Uni<Long> position(TopicPartition partition, String topicId) {
                return real.position(partition, topicId);
            }

            @Override
            public Uni<Boolean> apply(Batch batch) {
                lateBatches.incrementAndGet();
                return Uni.createFrom()
                        .item(batch)
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(300))
                        .chain(real::apply);
            }
        };
        String kafka = LocalParts.kafka().bootstrapServers();
        PartitionConsumer second = new PartitionConsumer(
                "late",
                Map.of("bootstrap.servers", kafka, "group.id", "late-" + UUID.randomUUID()),
                PartitionConsumer.Subscription.topics(Topics.ANSWERS, Topics.RATINGS),
                late);
        second.start();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < QUESTIONS; i++) {
                AnswerId id = Answers.newId();
                send(producer, Topics.RATINGS, id, Rating.key(id.toString(), USER), rating(id, 1 + i % 5));
                send(producer, Topics.ANSWERS, id, id.toString(), Answers.answered(id, "m", collection));
                send(producer, Topics.RATINGS, id, Rating.key(id.toString(), USER), rating(id, 5 - i % 5));
                if (i % 50 == 0) {
                    producer.flush();
                }
            }
            producer.flush();
            long each = QUESTIONS / 5;
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lateBatches.get()).isGreaterThan(5));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(tally().stars())
                    .isEqualTo(StarCounts.of(each, each, each, each, each)));
        } finally {
            second.close();
        }
        Tally tally = tally();
        assertThat(tally.answers()).isEqualTo(QUESTIONS);
        assertThat(tally.stars().total()).isEqualTo(QUESTIONS);
        assertThat(tally.promptTokens()).isEqualTo(100L * QUESTIONS);
        assertThat(tally.latency(LatencyPart.TOTAL).byBucket().values()).containsExactly((long) QUESTIONS);
    }

    private Tally tally() {
        return Tally.sum(counts.now().await().atMost(Duration.ofSeconds(10)).slices().stream()
                .filter(one -> one.slice().collections().contains(collection))
                .map(Counted::tally)
                .toList());
    }

    private static Rating rating(AnswerId id, int stars) {
        return new Rating(1, id.toString(), USER, stars, null, null, null, Answers.AT);
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, AnswerId id, String key, Object event) {
        producer.send(new ProducerRecord<>(
                topic,
                QuestionPartition.of(id.questionId(), KafkaAndRedis.PARTITIONS),
                key.getBytes(StandardCharsets.UTF_8),
                EventJson.write(event)));
    }
}

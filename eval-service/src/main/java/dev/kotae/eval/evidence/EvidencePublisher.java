package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.EvalConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts ratings and votes on Kafka, and what takes them and answers back, in order. Sent is what all in-sync replicas have; that fails
 * within {@code kotae.eval.publish-timeout} while Kafka is away.
 */
@ApplicationScoped
public class EvidencePublisher {

    private final PartitionCount partitions;
    private final OpenTelemetry telemetry;
    private final Duration timeout;
    private final KafkaSender sender;

    EvidencePublisher(
            EvalConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PartitionCount partitions,
            OpenTelemetry telemetry) {
        this.partitions = partitions;
        this.telemetry = telemetry;
        this.timeout = config.publishTimeout();
        this.sender = new KafkaSender("kotae-ratings", kafka, timeout);
    }

    @PreDestroy
    void close() {
        sender.close();
    }

    /** Gives a rating, in place of the user's earlier one. */
    public Uni<Void> rate(AnswerId answer, Rating rating) {
        return send(Topics.RATINGS, answer.questionId(), rating.key(), EventJson.write(rating));
    }

    /** Takes a user's rating back, also where there is none. */
    public Uni<Void> withdrawRating(AnswerId answer, String user) {
        return send(Topics.RATINGS, answer.questionId(), Rating.key(answer.toString(), user), null);
    }

    /** Gives a vote, in place of the user's earlier one on the same question. */
    public Uni<Void> vote(String questionId, Vote vote) {
        return send(Topics.RATINGS, questionId, vote.key(questionId), EventJson.write(vote));
    }

    /** Takes a user's vote on a question back, also where there is none. */
    public Uni<Void> withdrawVote(String questionId, String user) {
        return send(Topics.RATINGS, questionId, Vote.key(questionId, user), null);
    }

    /** Takes an answer back: it expired, or its asker wants it gone. */
    public Uni<Void> erase(AnswerId answer) {
        return send(Topics.ANSWERS, answer.questionId(), answer.toString(), null);
    }

    private Uni<Void> send(String topic, String question, String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        Context context = Context.current();
        return partitions
                .get()
                .map(count -> QuestionPartition.of(question, count))
                .map(partition -> new ProducerRecord<>(topic, partition, keyBytes, value))
                .invoke(record ->
                        telemetry.getPropagators().getTextMapPropagator().inject(context, record, HEADERS))
                .chain(sender::send)
                .replaceWithVoid()
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private static final TextMapSetter<ProducerRecord<byte[], byte[]>> HEADERS =
            (record, name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
}

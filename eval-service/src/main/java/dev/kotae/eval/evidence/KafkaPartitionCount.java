package dev.kotae.eval.evidence;

import dev.kotae.common.event.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks Kafka, at most every half minute; while Kafka is away the number last heard stands. */
@ApplicationScoped
class KafkaPartitionCount implements PartitionCount {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int TIMEOUT_MILLIS = 4000;

    private final Admin admin;
    private volatile Known known = new Known(0, Instant.MIN);

    KafkaPartitionCount(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.admin = Admin.create(settings);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(2));
    }

    @Override
    public Uni<Integer> get() {
        Known last = known;
        if (last.at().isAfter(Instant.now().minus(FRESH))) {
            return Uni.createFrom().item(last.count());
        }
        Uni<Map<String, TopicDescription>> asked = Uni.createFrom()
                .completionStage(() -> admin.describeTopics(List.of(Topics.ANSWERS, Topics.RATINGS))
                        .allTopicNames()
                        .toCompletionStage());
        return asked.map(KafkaPartitionCount::same)
                .invoke(count -> known = new Known(count, Instant.now()))
                .onFailure(failure -> last.count() > 0 && !(failure instanceof IllegalStateException))
                .recoverWithItem(last.count());
    }

    private static int same(Map<String, TopicDescription> topics) {
        int answers = topics.get(Topics.ANSWERS).partitions().size();
        int ratings = topics.get(Topics.RATINGS).partitions().size();
        if (answers != ratings) {
            throw new IllegalStateException("%s has %d partitions and %s has %d: an answer and its rating can only meet"
                            .formatted(Topics.ANSWERS, answers, Topics.RATINGS, ratings)
                    + " if both have the same number. Give the smaller one as many, or make both anew");
        }
        return answers;
    }

    private record Known(int count, Instant at) {}
}

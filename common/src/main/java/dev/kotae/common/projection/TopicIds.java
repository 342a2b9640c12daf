package dev.kotae.common.projection;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Asks Kafka for the ids of topics: a topic that was deleted and made again has another one under the same name. */
final class TopicIds implements AutoCloseable {

    private final Admin admin;

    TopicIds(Admin admin) {
        this.admin = admin;
    }

    /** The topic's id now, as {@code Uuid.toString} writes it. Fails when Kafka cannot be asked. */
    Uni<String> of(String topic) {
        return Uni.createFrom()
                .completionStage(() -> admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .get(topic)
                        .toCompletionStage())
                .map(description -> description.topicId().toString());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}

package dev.kotae.common.event;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of everything that belongs to one question: its answers, their ratings, the vote between them. The keys of
 * those records are longer than the question's id, so producers name the partition themselves and readers check it.
 */
public final class QuestionPartition {

    private QuestionPartition() {}

    /**
     * Kafka's murmur2 of the question's id.
     *
     * @param questionId the question's id
     * @param partitions the topic's number of partitions, at least 1
     * @return 0 to {@code partitions - 1}
     */
    public static int of(String questionId, int partitions) {
        return Utils.toPositive(Utils.murmur2(questionId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}

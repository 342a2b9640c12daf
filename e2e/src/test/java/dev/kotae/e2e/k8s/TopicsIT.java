package dev.kotae.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topics for Strimzi. */
class TopicsIT {

    private static final long SEVEN_DAYS = 7L * 24 * 60 * 60 * 1000;
    private static final int HEADERS_OF_A_DEAD_LETTER = 64 * 1024;

    private static Map<String, JsonNode> topics;

    @BeforeAll
    static void build() throws Exception {
        topics = Kustomize.build("overlays/strimzi-topics").stream()
                .collect(Collectors.toMap(object -> object.at("/spec/topicName").asText(), Function.identity()));
    }

    @Test
    void allTopicsAreThereAndSafe() {
        assertThat(topics.keySet())
                .containsExactlyInAnyOrder(
                        "kotae.documents.handbook",
                        "kotae.receipts",
                        "kotae.dead-letters",
                        "kotae.answers",
                        "kotae.ratings",
                        "kotae.reports",
                        "kotae.experiments");
        assertThat(topics.values()).allSatisfy(topic -> {
            assertThat(topic.get("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
            assertThat(topic.get("kind").asText()).isEqualTo("KafkaTopic");
            assertThat(topic.at("/metadata/labels").path("strimzi.io/cluster").asText())
                    .isNotEmpty();
            assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(config(topic, "min.insync.replicas")).isEqualTo("2");
        });
    }

    @Test
    void whatIsRebuiltFromKeepsItsLatestRecordsAndItsDeletionsLongEnough() {
        for (String name : new String[] {"kotae.documents.handbook", "kotae.answers", "kotae.ratings"}) {
            assertThat(config(topics.get(name), "cleanup.policy")).isEqualTo("compact");
            assertThat(Long.parseLong(config(topics.get(name), "delete.retention.ms")))
                    .isEqualTo(SEVEN_DAYS);
        }
        assertThat(config(topics.get("kotae.receipts"), "cleanup.policy")).isEqualTo("delete");
        assertThat(config(topics.get("kotae.dead-letters"), "cleanup.policy")).isEqualTo("delete");
    }

    @Test
    void everyRejectedChangeFitsIntoADeadLetter() {
        int documents = Integer.parseInt(config(topics.get("kotae.documents.handbook"), "max.message.bytes"));
        int deadLetters = Integer.parseInt(config(topics.get("kotae.dead-letters"), "max.message.bytes"));
        assertThat(deadLetters).isEqualTo(documents + HEADERS_OF_A_DEAD_LETTER);
    }

    @Test
    void anAnswerAndItsRatingsMeetInOnePartition() {
        assertThat(topics.get("kotae.answers").at("/spec/partitions"))
                .isEqualTo(topics.get("kotae.ratings").at("/spec/partitions"));
    }

    private static String config(JsonNode topic, String name) {
        return topic.at("/spec/config").path(name).asText();
    }
}

package dev.kotae.local.publish;

import java.util.List;
import java.util.Map;

/**
 * What became of a publication.
 *
 * @param sent how many changes Kafka has
 * @param outcomes how many were {@code applied}, {@code unchanged}, {@code superseded} and {@code rejected}
 * @param waiting how many have no receipt yet
 * @param rejections the rejected ones with reason code and message
 * @param problems what could not be sent at all, with where it stands
 * @param skipped how many things of which kind were left out on purpose
 * @param millis how long it took
 * @param timedOut whether receipts stopped coming before all were there
 */
public record PublishReport(
        String collection,
        String topic,
        long sent,
        Map<String, Integer> outcomes,
        int waiting,
        List<Rejection> rejections,
        List<String> problems,
        Map<String, Integer> skipped,
        long millis,
        boolean timedOut) {

    /** A change that can never work. */
    public record Rejection(String id, String reason, String message) {}

    /** Whether everything that was to be published is live, or on its way where nobody waited. */
    public boolean good() {
        return rejections.isEmpty() && problems.isEmpty() && !timedOut;
    }
}

package dev.kotae.local.publish;

import dev.kotae.local.publish.Receipt.Outcome;
import dev.kotae.local.publish.Receipt.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of the sent changes have no receipt yet, and what became of the others. Changes and receipts may come in any order; the
 * first receipt of a place counts. Safe for use by several threads.
 */
final class Pending {
    private final Map<Place, String> waiting = new HashMap<>();
    private final Set<Place> probablySuperseded = new HashSet<>();
    private final Map<String, List<Place>> placesOfId = new HashMap<>();
    private final Map<String, Place> latestReceipt = new HashMap<>();
    private final Map<Place, Receipt> early = new HashMap<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<Receipt> rejections = new ArrayList<>();
    private String topicId;

    /** Kafka has a change now. */
    synchronized void sent(String id, Place place) {
        topicId = place.topicId();
        waiting.put(place, id);
        placesOfId.computeIfAbsent(id, key -> new ArrayList<>()).add(place);
        Receipt receipt = early.remove(place);
        if (receipt != null) {
            settle(receipt, id);
        } else {
            overtake(id);
        }
    }

    /** A receipt has arrived; whether it is about this topic. */
    synchronized boolean received(Receipt receipt) {
        if (topicId != null && !topicId.equals(receipt.place().topicId())) {
            return false;
        }
        String id = waiting.get(receipt.place());
        if (id != null) {
            settle(receipt, id);
        } else {
            early.putIfAbsent(receipt.place(), receipt);
        }
        if (receipt.documentId() != null) {
            latestReceipt.merge(receipt.documentId(), receipt.place(), (a, b) -> a.offset() >= b.offset() ? a : b);
            overtake(receipt.documentId());
        }
        return true;
    }

    /** How many changes have no receipt of their own, nor a later one of their key. */
    synchronized int waiting() {
        return waiting.size() - probablySuperseded.size();
    }

    /** How many changes wait for a receipt that may never come, since a later one of their key has one. */
    synchronized int overtaken() {
        return probablySuperseded.size();
    }

    /** Counts as superseded what was overtaken: compaction removed it before it was read. */
    synchronized void settleOvertaken() {
        for (Place place : probablySuperseded) {
            waiting.remove(place);
            counts.merge(Outcome.SUPERSEDED, 1, Integer::sum);
        }
        probablySuperseded.clear();
    }

    synchronized int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    synchronized int settled() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized List<Receipt> rejections() {
        return List.copyOf(rejections);
    }

    /** Some ids that have no receipt, for a message. */
    synchronized List<String> examples(int most) {
        return waiting.values().stream().distinct().sorted().limit(most).toList();
    }

    private void settle(Receipt receipt, String id) {
        waiting.remove(receipt.place());
        probablySuperseded.remove(receipt.place());
        placesOfId.getOrDefault(id, new ArrayList<>()).remove(receipt.place());
        counts.merge(receipt.outcome(), 1, Integer::sum);
        if (receipt.outcome() == Outcome.REJECTED) {
            rejections.add(new Receipt(id, receipt.place(), receipt.outcome(), receipt.reason(), receipt.message()));
        }
    }

    private void overtake(String id) {
        Place latest = latestReceipt.get(id);
        if (latest == null) {
            return;
        }
        for (Place place : placesOfId.getOrDefault(id, List.of())) {
            boolean same = place.topicId().equals(latest.topicId()) && place.partition() == latest.partition();
            if (same && place.offset() < latest.offset() && waiting.containsKey(place)) {
                probablySuperseded.add(place);
            }
        }
    }
}

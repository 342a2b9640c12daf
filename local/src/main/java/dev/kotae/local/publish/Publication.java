package dev.kotae.local.publish;

import dev.kotae.local.kafka.Topics;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.publish.Receipt.Outcome;
import dev.kotae.local.suite.SuiteTopics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;

/** One run of publishing to a collection. For one thread; closing it sends what is still under way. */
public final class Publication implements AutoCloseable, ChangeSink {
    private static final Duration POLL = Duration.ofMillis(100);

    /** How long a change that was overtaken may still get a receipt of its own. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final String collection;
    private final String topic;
    private final Duration patience;
    private final Progress progress;
    private final Pending pending = new Pending();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final ReceiptConsumer receipts;
    private final ChangePublisher publisher;
    private final long begun = System.nanoTime();
    private boolean timedOut;

    /**
     * Prepares to publish; a missing topic is made.
     *
     * @param patience how long to wait for the next receipt before giving up
     * @throws PartFailedException if Kafka does not answer
     */
    public Publication(String bootstrapServers, String collection, Duration patience, Progress progress) {
        this.collection = collection;
        this.topic = SuiteTopics.ofCollection(collection);
        this.patience = patience;
        this.progress = progress;
        try (Topics topics = Topics.on(bootstrapServers)) {
            SuiteTopics.createCollection(topics, collection);
            String id = topics.id(topic).orElseThrow().toString();
            this.receipts = new ReceiptConsumer(bootstrapServers);
            this.publisher = new ChangePublisher(
                    bootstrapServers, topic, id, pending, (document, why) -> problems.add(document + ": " + why));
        } catch (KafkaException e) {
            throw new PartFailedException(
                    "Kafka at " + bootstrapServers + " does not answer as it should: " + e.getMessage(), e);
        }
    }

    /** Publishes what a path names; what cannot be read becomes a problem of the report. */
    public void publish(String path, InputStream standardInput) {
        try {
            Origin.of(path, standardInput).read(this);
        } catch (UnreadableException e) {
            problem(e.getMessage());
        } catch (IOException e) {
            problem(path + ": " + e.getMessage());
        }
    }

    /** Deletes a document. */
    public void delete(String id) {
        change(Change.delete(id));
    }

    @Override
    public void change(Change change) {
        publisher.send(change);
        receipts.poll(pending, Duration.ZERO);
        progress.at(publisher.acknowledged(), pending.settled());
    }

    @Override
    public void problem(String what) {
        problems.add(what);
    }

    @Override
    public void skipped(String kind) {
        skipped.merge(kind, 1, Integer::sum);
    }

    /** Returns when Kafka has all that was published. */
    public void flush() {
        publisher.flush();
        progress.at(publisher.acknowledged(), pending.settled());
    }

    /** Returns when every change has a receipt, or when none came for as long as patience lasts. */
    public void awaitReceipts() {
        flush();
        long last = System.nanoTime();
        while (pending.waiting() + pending.overtaken() > 0) {
            int before = pending.settled();
            boolean any = receipts.poll(pending, POLL);
            progress.at(publisher.acknowledged(), pending.settled());
            long now = System.nanoTime();
            if (any || pending.settled() > before) {
                last = now;
            } else if (pending.waiting() == 0 && now - last > GRACE.toNanos()) {
                pending.settleOvertaken();
            } else if (now - last > patience.toNanos()) {
                timedOut = true;
                return;
            }
        }
    }

    /** Some ids that still have no receipt. */
    public List<String> waitingFor(int most) {
        return pending.examples(most);
    }

    /** What became of it so far. */
    public PublishReport report() {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.name().toLowerCase(Locale.ROOT), pending.count(outcome));
        }
        return new PublishReport(
                collection,
                topic,
                publisher.acknowledged(),
                outcomes,
                pending.waiting() + pending.overtaken(),
                pending.rejections().stream()
                        .map(receipt ->
                                new PublishReport.Rejection(receipt.documentId(), receipt.reason(), receipt.message()))
                        .toList(),
                List.copyOf(problems),
                Map.copyOf(skipped),
                (System.nanoTime() - begun) / 1_000_000,
                timedOut);
    }

    @Override
    public void close() {
        publisher.close();
        receipts.close();
    }
}

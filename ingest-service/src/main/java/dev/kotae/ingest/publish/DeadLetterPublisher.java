package dev.kotae.ingest.publish;

import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Topics;
import dev.kotae.ingest.apply.Settled;
import dev.kotae.ingest.change.Arrival;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends rejected records to the dead letters: key, value and headers as they came, behind headers that say why. */
@Singleton
public class DeadLetterPublisher {

    private final RecordPublisher publisher;

    DeadLetterPublisher(RecordPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Sends a dead letter.
     *
     * @param rejected a record with its receipt
     * @param trace headers that carry the trace on, where the record has none of its own
     * @return completes once Kafka has acknowledged it
     */
    public Uni<Void> send(Settled rejected, Map<String, String> trace) {
        Arrival arrival = rejected.arrival();
        Receipt receipt = rejected.receipt();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DEAD_LETTERS, arrival.key(), arrival.value());
        add(record, "kotae-reason", receipt.reason());
        add(record, "kotae-message", receipt.message());
        add(record, "kotae-topic", arrival.topic());
        add(record, "kotae-topic-id", arrival.position().topicId());
        add(record, "kotae-partition", Integer.toString(arrival.position().partition()));
        add(record, "kotae-offset", Long.toString(arrival.position().offset()));
        add(record, "kotae-at", receipt.at().toString());
        arrival.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        trace.forEach((name, value) -> {
            if (record.headers().lastHeader(name) == null) {
                add(record, name, value);
            }
        });
        return publisher.send(record);
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.kotae.ingest.publish;

import dev.kotae.common.document.ContentHash;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Topics;
import dev.kotae.ingest.apply.Settled;
import dev.kotae.ingest.change.Arrival;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/** Sends rejected records to the dead letters: key, value and headers as they came, behind headers that say why. */
@Singleton
public class DeadLetterPublisher {

    private static final Logger LOG = Logger.getLogger(DeadLetterPublisher.class);

    /** Where a dead letter is too large anyway, only so many bytes of the record's own headers go along. */
    private static final int MAX_HEADERS = 32 * 1024;

    private final RecordPublisher publisher;

    DeadLetterPublisher(RecordPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Sends a dead letter. One that is larger than the topic takes goes without its value, which is then named by its size and hash: it
     * still stands in the documents' topic, at the position that the headers name.
     *
     * @param rejected a record with its receipt
     * @param trace headers that carry the trace on, where the record has none of its own
     * @return completes once Kafka has acknowledged it
     */
    public Uni<Void> send(Settled rejected, Map<String, String> trace) {
        return publisher
                .send(whole(rejected, trace))
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(tooLarge -> {
                    LOG.warnf(
                            "The dead letter of %s-%d@%d is too large and goes without its value",
                            rejected.arrival().topic(),
                            rejected.arrival().position().partition(),
                            rejected.arrival().position().offset());
                    return publisher.send(withoutValue(rejected, trace));
                });
    }

    private static ProducerRecord<byte[], byte[]> whole(Settled rejected, Map<String, String> trace) {
        Arrival arrival = rejected.arrival();
        Receipt receipt = rejected.receipt();
        ProducerRecord<byte[], byte[]> record = letter(arrival, arrival.value(), receipt);
        add(record, "kotae-reason", receipt.reason());
        add(record, "kotae-message", receipt.message());
        arrival.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        addMissing(record, trace);
        return record;
    }

    private static ProducerRecord<byte[], byte[]> withoutValue(Settled rejected, Map<String, String> trace) {
        Arrival arrival = rejected.arrival();
        byte[] value = arrival.value() == null ? new byte[0] : arrival.value();
        ProducerRecord<byte[], byte[]> record = letter(arrival, null, rejected.receipt());
        add(record, "kotae-reason", "too-large");
        add(
                record,
                "kotae-message",
                "The change was rejected (" + rejected.receipt().reason()
                        + ") and is larger than the dead letters take: read it where it stands");
        add(record, "kotae-omitted-bytes", Integer.toString(value.length));
        add(record, "kotae-omitted-sha256", ContentHash.of(value).hex());
        long headers = arrival.headers().stream()
                .mapToLong(header -> header.name().length() + (header.value() == null ? 0 : header.value().length))
                .sum();
        if (headers <= MAX_HEADERS) {
            arrival.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        }
        addMissing(record, trace);
        return record;
    }

    private static ProducerRecord<byte[], byte[]> letter(Arrival arrival, byte[] value, Receipt receipt) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.DEAD_LETTERS, arrival.key(), value);
        add(record, "kotae-topic", arrival.topic());
        add(record, "kotae-topic-id", arrival.position().topicId());
        add(record, "kotae-partition", Integer.toString(arrival.position().partition()));
        add(record, "kotae-offset", Long.toString(arrival.position().offset()));
        add(record, "kotae-at", receipt.at().toString());
        return record;
    }

    private static void addMissing(ProducerRecord<byte[], byte[]> record, Map<String, String> trace) {
        trace.forEach((name, value) -> {
            if (record.headers().lastHeader(name) == null) {
                add(record, name, value);
            }
        });
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

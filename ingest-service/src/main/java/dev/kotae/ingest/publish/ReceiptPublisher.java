package dev.kotae.ingest.publish;

import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends receipts. */
@Singleton
public class ReceiptPublisher {

    private final RecordPublisher publisher;

    ReceiptPublisher(RecordPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Sends a receipt.
     *
     * @param trace headers that carry the trace on
     * @return completes once Kafka has acknowledged it
     */
    public Uni<Void> send(Receipt receipt, Map<String, String> trace) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.RECEIPTS, receipt.key().getBytes(StandardCharsets.UTF_8), EventJson.write(receipt));
        trace.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return publisher.send(record);
    }
}

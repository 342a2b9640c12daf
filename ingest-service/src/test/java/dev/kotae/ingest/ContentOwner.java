package dev.kotae.ingest;

import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A content owner's side: sends changes, and sees what comes back. */
final class ContentOwner implements AutoCloseable {

    static final int LARGE = 32 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers());
    private final Admin admin = Admin.create(kafka);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of(
                    "bootstrap.servers",
                    LocalParts.kafka().bootstrapServers(),
                    "acks",
                    "all",
                    "max.request.size",
                    LARGE,
                    "buffer.memory",
                    2L * LARGE),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    /** Sees receipts and dead letters from now on. */
    ContentOwner() throws Exception {
        create(Topics.RECEIPTS, 1);
        create(Topics.DEAD_LETTERS, 1);
        List<TopicPartition> partitions =
                List.of(new TopicPartition(Topics.RECEIPTS, 0), new TopicPartition(Topics.DEAD_LETTERS, 0));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    void create(String topic, int partitions) throws Exception {
        try {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(LARGE)))))
                    .all()
                    .get();
        } catch (java.util.concurrent.ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Changes how large a topic's records may be. */
    void limit(String topic, int bytes) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get();
    }

    /** The first receipt for a record; waits for it. */
    Receipt receipt(RecordMetadata of) {
        return read(receiptRecord(of));
    }

    /** The same, as Kafka has it. */
    ConsumerRecord<byte[], byte[]> receiptRecord(RecordMetadata of) {
        return await(Topics.RECEIPTS, record -> {
                    Receipt receipt = read(record);
                    return of.topic().equals(Topics.documents(receipt.collection()))
                            && receipt.partition() == of.partition()
                            && receipt.offset() == of.offset();
                })
                .orElseThrow(() -> new AssertionError("No receipt for " + of));
    }

    /** The first dead letter for a record; waits for it. */
    ConsumerRecord<byte[], byte[]> deadLetter(RecordMetadata of) {
        return await(
                        Topics.DEAD_LETTERS,
                        record -> header(record, "kotae-topic").equals(of.topic())
                                && header(record, "kotae-partition").equals(Integer.toString(of.partition()))
                                && header(record, "kotae-offset").equals(Long.toString(of.offset())))
                .orElseThrow(() -> new AssertionError("No dead letter for " + of));
    }

    List<Receipt> receiptsSoFar(String collection) {
        poll(Duration.ofMillis(200));
        return seen.stream()
                .filter(record -> record.topic().equals(Topics.RECEIPTS))
                .map(ContentOwner::read)
                .filter(receipt -> receipt.collection().equals(collection))
                .toList();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private java.util.Optional<ConsumerRecord<byte[], byte[]>> await(
            String topic, java.util.function.Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = seen.stream()
                    .filter(record -> record.topic().equals(topic) && wanted.test(record))
                    .findFirst();
            if (found.isPresent() || System.nanoTime() > end) {
                return found;
            }
            poll(Duration.ofMillis(500));
        }
    }

    private void poll(Duration patience) {
        consumer.poll(patience).forEach(seen::add);
    }

    private static Receipt read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventJson.read(record.value(), Receipt.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        admin.close();
    }
}

package dev.kotae.eval;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Topics;
import dev.kotae.local.testing.LocalParts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts events on the topics that answers, ratings and votes lie on. */
public final class EventSender implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** The partition that all of a question lies in. */
    public static int partition(AnswerId id) {
        return QuestionPartition.of(id.questionId(), KafkaAndRedis.PARTITIONS);
    }

    /** Sends an answer to its question's partition. */
    public void answer(AnswerCompleted answer) {
        AnswerId id = AnswerId.parse(answer.id()).orElseThrow();
        send(Topics.ANSWERS, id, answer.id(), EventJson.write(answer));
    }

    /** Sends to a question's partition. */
    public void send(String topic, AnswerId id, String key, byte[] value) {
        send(topic, partition(id), key, value);
    }

    /** Sends to any partition, also a wrong one. */
    public void send(String topic, int partition, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Waits until Kafka has all. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}

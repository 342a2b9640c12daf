package dev.kotae.bench.eval;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads events from Kafka and understands their JSON, and does nothing with them: what is left of counting without counting. */
final class RawRead implements Closeable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private long read;

    /** From what is sent after this on. */
    RawRead(String kafka, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", false, "max.poll.records", 2000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = Stream.of(Topics.ANSWERS, Topics.RATINGS)
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(number -> new TopicPartition(topic, number)))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /** Returns when so many were read since this was made. */
    void awaitRead(long count) throws IOException {
        while (read < count) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                Class<?> type = each.topic().equals(Topics.ANSWERS) ? AnswerCompleted.class : Rating.class;
                EventJson.read(each.value(), type);
                read++;
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package dev.kotae.common.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.local.testing.LocalParts;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionConsumerIT {

    private final String topic = "it-" + UUID.randomUUID();
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final Memory memory = new Memory();
    private final List<PartitionConsumer> consumers = new ArrayList<>();
    private KafkaProducer<byte[], byte[]> producer;
    private Admin admin;

    @BeforeEach
    void createTopic() throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", LocalParts.kafka().bootstrapServers(), "acks", "all");
        admin = Admin.create(settings);
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        consumers.forEach(PartitionConsumer::close);
        producer.close();
        admin.close();
    }

    @Test
    void everyRecordOfEveryPartitionIsAppliedOnceInOrder() throws Exception {
        send(0, 0, 1200);
        send(1, 0, 300);
        start();

        awaitApplied(0, 1200);
        awaitApplied(1, 300);
        assertThat(memory.applied(first)).isEqualTo(numbers(0, 1200));
        assertThat(memory.mostAtOnce).as("one batch of a partition at a time").isEqualTo(1);
    }

    @Test
    void anotherConsumerGoesOnWhereTheProjectionIs() throws Exception {
        send(0, 0, 10);
        start();
        awaitApplied(0, 10);
        consumers.remove(0).close();
        send(0, 10, 20);

        start();

        awaitApplied(0, 20);
        assertThat(memory.applied(first)).isEqualTo(numbers(0, 20));
    }

    @Test
    void failuresAreTriedAgainAndShown() throws Exception {
        memory.failing = true;
        send(0, 0, 5);
        PartitionConsumer consumer = start();
        await().untilAsserted(() -> assertThat(consumer.status().failing()).containsKey(first));
        assertThat(consumer.status().lag().get(first)).isEqualTo(5);

        memory.failing = false;

        awaitApplied(0, 5);
        await().untilAsserted(() -> assertThat(consumer.status().failing()).isEmpty());
        assertThat(memory.applied(first)).isEqualTo(numbers(0, 5));
    }

    @Test
    void aLostProjectionIsBuiltAgainAlsoWhileIdle() throws Exception {
        send(0, 0, 10);
        start();
        awaitApplied(0, 10);

        memory.lose();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(memory.applied(first)).isEqualTo(numbers(0, 10)));
    }

    @Test
    void aProjectionThatSomebodyElseMovedIsTakenUpWhereItIs() throws Exception {
        send(0, 0, 10);
        start();
        awaitApplied(0, 10);
        memory.move(first, 4);

        send(0, 10, 12);

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(memory.applied(first))
                .containsExactlyElementsOf(IntStream.concat(IntStream.range(0, 10), IntStream.range(4, 12))
                        .boxed()
                        .toList()));
    }

    @Test
    void topicsMadeLaterAreFoundByPattern() throws Exception {
        start();
        String later = topic + "-later";
        admin.createTopics(List.of(new NewTopic(later, 1, (short) 1))).all().get();
        producer.send(record(later, 0, 0)).get();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(memory.applied(new TopicPartition(later, 0))).isEqualTo(numbers(0, 1)));
    }

    @Test
    void twoConsumersShareThePartitionsAndNothingIsAppliedTwice() throws Exception {
        send(0, 0, 500);
        send(1, 0, 500);
        start();
        awaitApplied(0, 500);
        start();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(consumers)
                .allSatisfy(
                        consumer -> assertThat(consumer.status().positions()).hasSize(1)));
        send(0, 500, 600);
        send(1, 500, 600);

        awaitApplied(0, 600);
        awaitApplied(1, 600);
        assertThat(memory.applied(first)).isEqualTo(numbers(0, 600));
        assertThat(memory.applied(new TopicPartition(topic, 1))).isEqualTo(numbers(0, 600));
    }

    private PartitionConsumer start() {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("bootstrap.servers", LocalParts.kafka().bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "group-" + topic);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
        PartitionConsumer consumer =
                new PartitionConsumer("it", settings, PartitionConsumer.Subscription.pattern(topic + ".*"), memory);
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    private void awaitApplied(int partition, long next) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(memory.positions.get(new TopicPartition(topic, partition)))
                        .isEqualTo(next));
    }

    private void send(int partition, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            producer.send(record(topic, partition, i));
        }
        producer.flush();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int partition, int number) {
        byte[] text = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, partition, text, text);
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** A projection that remembers what it was given. */
    private static final class Memory implements Projection {

        final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
        volatile boolean failing;
        volatile int mostAtOnce;
        private final Map<TopicPartition, List<Integer>> applied = new ConcurrentHashMap<>();
        private final Map<TopicPartition, Integer> underWay = new ConcurrentHashMap<>();

        List<Integer> applied(TopicPartition partition) {
            List<Integer> numbers = applied.get(partition);
            return numbers == null ? List.of() : List.copyOf(numbers);
        }

        void lose() {
            positions.clear();
            applied.clear();
        }

        void move(TopicPartition partition, long offset) {
            positions.put(partition, offset);
        }

        @Override
        public Uni<Long> position(TopicPartition partition, String topicId) {
            return Uni.createFrom().item(() -> positions.getOrDefault(partition, 0L));
        }

        @Override
        public Uni<Boolean> apply(Batch batch) {
            int now = underWay.merge(batch.partition(), 1, Integer::sum);
            mostAtOnce = Math.max(mostAtOnce, now);
            return Uni.createFrom()
                    .item(() -> {
                        if (failing) {
                            throw new IllegalStateException("away");
                        }
                        return positions.getOrDefault(batch.partition(), 0L) == batch.from();
                    })
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(5))
                    .map(mine -> {
                        if (mine) {
                            List<Integer> numbers = applied.computeIfAbsent(
                                    batch.partition(), p -> new java.util.concurrent.CopyOnWriteArrayList<>());
                            batch.records()
                                    .forEach(record -> numbers.add(
                                            Integer.valueOf(new String(record.value(), StandardCharsets.UTF_8))));
                            positions.put(batch.partition(), batch.next());
                        }
                        return mine;
                    })
                    .onTermination()
                    .invoke(() -> underWay.merge(batch.partition(), -1, Integer::sum));
        }
    }
}

package dev.kotae.ingest.consume;

import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.embedding.EmbedderAwayException;
import dev.kotae.common.projection.PartitionConsumer;
import dev.kotae.common.projection.PartitionConsumer.Subscription;
import dev.kotae.ingest.config.IngestConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jboss.logging.Logger;

/**
 * Starts the reading with the service, once the embedder has shown that its vectors fit, and ends it with the service. An embedder's
 * server that is away is waited for; until it answers, the service is not ready.
 */
@Singleton
public class IngestConsumer {

    private static final Logger LOG = Logger.getLogger(IngestConsumer.class);
    private static final long LAG_EVERY_MILLIS = 5000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int FETCH_MAX = 32 * 1024 * 1024;

    /** A partition's share of a fetch; a larger record comes alone. */
    private static final int PARTITION_FETCH_MAX = 4 * 1024 * 1024;

    private final PartitionConsumer consumer;
    private final Embedder embedder;
    private final IngestMetrics metrics;
    private final Vertx vertx;

    IngestConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestConfig config,
            DocumentConsumer documents,
            Embedder embedder,
            IngestMetrics metrics,
            Vertx vertx) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxPollRecords());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_MAX);
        this.consumer = new PartitionConsumer("ingest", settings, Subscription.pattern(config.topics()), documents);
        this.embedder = embedder;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** How the reading goes. */
    public PartitionConsumer.Status status() {
        return consumer.status();
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(LAG_EVERY_MILLIS, timer -> metrics.lag(status().lag()));
        embedder.embed("Kotae", Purpose.PASSAGE)
                .onFailure(EmbedderAwayException.class)
                .invoke(failure -> LOG.warnf("Nothing is read yet: %s", failure.getMessage()))
                .onFailure(EmbedderAwayException.class)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribe()
                .with(
                        vector -> {
                            if (vector.length == embedder.dimension()) {
                                consumer.start();
                            } else {
                                refuse("has vectors of " + vector.length + " numbers and says " + embedder.dimension());
                            }
                        },
                        failure -> refuse("does not work: " + failure));
    }

    private void refuse(String why) {
        LOG.errorf("The service ends: the embedder %s %s", embedder.id(), why);
        Quarkus.asyncExit(1);
    }

    void stop(@Observes ShutdownEvent event) {
        consumer.close();
    }
}

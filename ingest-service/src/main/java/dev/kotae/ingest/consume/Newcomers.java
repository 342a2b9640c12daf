package dev.kotae.ingest.consume;

import dev.kotae.common.index.Generation;
import dev.kotae.common.index.GenerationSwitch;
import dev.kotae.ingest.config.IngestConfig;
import dev.kotae.ingest.config.IngestConfig.Switching;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Generations that this service builds beside the live ones, since its embedder or splitter is another one. Each becomes live when it has
 * caught up; until then searches use the old one, which nobody brings up to date any more. Safe for use by several threads.
 */
@Singleton
class Newcomers {

    private static final Logger LOG = Logger.getLogger(Newcomers.class);

    private final GenerationSwitch generations;
    private final KafkaEnds ends;
    private final boolean automatic;
    private final Map<Generation, Integer> partitionsByNewcomer = new ConcurrentHashMap<>();

    Newcomers(GenerationSwitch generations, KafkaEnds ends, IngestConfig config) {
        this.generations = generations;
        this.ends = ends;
        this.automatic = config.switchGeneration() == Switching.AUTO;
    }

    /** Notes, where the generation is not live, how far the partition has to be read. Fails when Redis or Kafka cannot be asked. */
    Uni<Void> takenUp(Generation generation, String topic, int partition) {
        return generations.isLive(generation).chain(live -> {
            if (live) {
                partitionsByNewcomer.remove(generation);
                return Uni.createFrom().voidItem();
            }
            return ends.of(topic, partition)
                    .chain(end -> generations
                            .noteGoal(generation, partition, end.offset())
                            .invoke(() -> begun(generation, end.partitions())))
                    .chain(() -> advanced(generation));
        });
    }

    private void begun(Generation generation, int partitions) {
        if (partitionsByNewcomer.put(generation, partitions) == null) {
            LOG.infof(
                    "Generation %s of %s is being built beside the live one; %s",
                    generation.name(),
                    generation.collection(),
                    automatic ? "it becomes live once it has caught up" : "it becomes live when an operator says so");
        }
    }

    /** Makes the generation live if it has caught up. Never fails: the next batch or look tries again. */
    Uni<Void> advanced(Generation generation) {
        Integer partitions = partitionsByNewcomer.get(generation);
        if (partitions == null || !automatic) {
            return Uni.createFrom().voidItem();
        }
        return generations
                .switchTo(generation, partitions)
                .invoke(switched -> {
                    if (switched) {
                        partitionsByNewcomer.remove(generation);
                        LOG.infof("Generation %s of %s is live now", generation.name(), generation.collection());
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("Whether %s can be live is asked again: %s", generation.name(), failure))
                .onFailure()
                .recoverWithItem(false)
                .replaceWithVoid();
    }
}

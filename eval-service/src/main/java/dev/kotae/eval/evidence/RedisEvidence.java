package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The counts in Redis, and how far each topic was read into them. All of one partition lies under the hash tag of its number:
 * {@code kotae:eval:{n}:state} holds the topics' positions and the name of the present counts, whose keys carry that name:
 * {@code answers} and {@code ratings} by answer id, {@code slices} by slice id, {@code slice:<id>} with the counters.
 * Never blocks; every method fails if Redis is away.
 */
@ApplicationScoped
public class RedisEvidence {

    private static final String PARTITIONS = "kotae:eval:partitions";
    private static final int PIPELINE = 256;
    private static final int SWEPT_AT_ONCE = 500;
    private static final int PARTITIONS_AT_ONCE = 4;
    private static final int READ_TRIES = 3;

    private final Redis redis;
    private final PartitionCount partitions;

    RedisEvidence(Redis redis, PartitionCount partitions) {
        this.redis = redis;
        this.partitions = partitions;
    }

    /** The next offset to read of a topic's partition. A topic that was made anew begins the partition's counts anew. */
    Uni<Long> takeUp(String topic, int partition, String topicId) {
        Request noted = Request.cmd(Command.SADD).arg(PARTITIONS).arg(partition);
        Request take = RedisScripts.takeUp(
                key(partition, "state"), topic, topicId, UUID.randomUUID().toString());
        return redis.send(noted).chain(() -> redis.send(take)).chain(reply -> sweep(
                        partition, reply.get(1).toInteger())
                .replaceWith(Long.parseLong(reply.get(0).toString())));
    }

    /**
     * Counts events and moves the position, both or neither.
     *
     * @param events a bounded number
     * @return whether the position was {@code from}, so that it is {@code next} now
     */
    Uni<Boolean> apply(String topic, int partition, String topicId, long from, long next, List<EvidenceEvent> events) {
        return redis.send(RedisScripts.apply(key(partition, "state"), topic, topicId, from, next, events))
                .map(reply -> reply.toInteger() == 1);
    }

    /** The rating of an answer, if there is one. */
    public Uni<Optional<Rating>> rating(AnswerId id) {
        return partitions
                .get()
                .map(count -> QuestionPartition.of(id.questionId(), count))
                .chain(partition -> counts(partition)
                        .chain(name -> name.isEmpty()
                                ? Uni.createFrom().item(Optional.<Rating>empty())
                                : redis.send(Request.cmd(Command.HGET)
                                                .arg(key(partition, name.get() + ":ratings"))
                                                .arg(id.toString()))
                                        .map(RedisEvidence::readRating)));
    }

    /** What was counted in the slices that are wanted, of all partitions; a slice may occur once per partition. */
    public Uni<List<Counted>> counted(Predicate<Slice> wanted) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(PARTITIONS))
                .onItem()
                .transformToMulti(reply -> Multi.createFrom().iterable(reply))
                .onItem()
                .transformToUni(partition -> counted(partition.toInteger(), wanted, READ_TRIES))
                .merge(PARTITIONS_AT_ONCE)
                .collect()
                .in(ArrayList<Counted>::new, List::addAll)
                .map(List::copyOf);
    }

    /** Counts that are begun anew while they are read are read again: never half of the old and half of the new. */
    private Uni<List<Counted>> counted(int partition, Predicate<Slice> wanted, int tries) {
        return counts(partition)
                .chain(name -> name.isEmpty()
                        ? Uni.createFrom().item(List.<Counted>of())
                        : counted(partition, name.get(), wanted)
                                .chain(read -> counts(partition).chain(after -> {
                                    if (after.equals(name)) {
                                        return Uni.createFrom().item(read);
                                    }
                                    return tries > 1
                                            ? counted(partition, wanted, tries - 1)
                                            : Uni.createFrom()
                                                    .failure(new IllegalStateException(
                                                            "The counts were begun anew while they were read"));
                                })));
    }

    private Uni<List<Counted>> counted(int partition, String name, Predicate<Slice> wanted) {
        return redis.send(Request.cmd(Command.HGETALL).arg(key(partition, name + ":slices")))
                .chain(reply -> {
                    Map<String, Slice> slices = new HashMap<>();
                    for (String id : reply.getKeys()) {
                        Slice slice = Slice.read(reply.get(id).toBytes());
                        if (wanted.test(slice)) {
                            slices.put(id, slice);
                        }
                    }
                    return tallies(partition, name, slices);
                });
    }

    private Uni<List<Counted>> tallies(int partition, String name, Map<String, Slice> slices) {
        return Multi.createFrom()
                .iterable(slices.keySet())
                .group()
                .intoLists()
                .of(PIPELINE)
                .onItem()
                .transformToUniAndConcatenate(ids -> redis.batch(ids.stream()
                                .map(id -> Request.cmd(Command.HGETALL).arg(key(partition, name + ":slice:" + id)))
                                .toList())
                        .map(replies -> {
                            List<Counted> counted = new ArrayList<>(ids.size());
                            for (int i = 0; i < ids.size(); i++) {
                                counted.add(new Counted(slices.get(ids.get(i)), tally(replies.get(i))));
                            }
                            return counted;
                        }))
                .collect()
                .in(ArrayList<Counted>::new, List::addAll)
                .map(List::copyOf);
    }

    private Uni<Integer> sweep(int partition, int abandoned) {
        return abandoned == 0
                ? Uni.createFrom().item(0)
                : redis.send(RedisScripts.sweep(key(partition, "abandoned"), SWEPT_AT_ONCE))
                        .chain(left -> sweep(partition, left.toInteger()));
    }

    private Uni<Optional<String>> counts(int partition) {
        return redis.send(Request.cmd(Command.HGET).arg(key(partition, "state")).arg("counts"))
                .map(reply -> Optional.ofNullable(reply).map(Response::toString));
    }

    private static Tally tally(Response reply) {
        Map<String, Long> counters = new HashMap<>();
        for (String name : reply.getKeys()) {
            counters.put(name, reply.get(name).toLong());
        }
        return Tally.of(counters);
    }

    private static Optional<Rating> readRating(Response reply) {
        if (reply == null) {
            return Optional.empty();
        }
        Buffer stored = reply.toBuffer();
        byte[] json =
                stored.toString(StandardCharsets.UTF_8.name()).substring(2).getBytes(StandardCharsets.UTF_8);
        try {
            return Optional.of(EventJson.read(json, Rating.class));
        } catch (IOException e) {
            throw new IllegalStateException("Redis holds a rating that cannot be read", e);
        }
    }

    private static String key(int partition, String name) {
        return "kotae:eval:{" + partition + "}:" + name;
    }

    /**
     * A slice of one partition.
     *
     * @param slice what its answers have in common
     * @param tally what was counted
     */
    public record Counted(Slice slice, Tally tally) {}
}

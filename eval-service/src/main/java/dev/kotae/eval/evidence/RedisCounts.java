package dev.kotae.eval.evidence;

import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.Changes.Lines;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counts, held in this process and brought up to date by what changed in Redis: so a report over a million answers reads only
 * what is new, and a hundred reports at once read it once. Counts that are begun anew in Redis (it lost them, or a topic was made
 * anew) replace what is known here once they have caught up with it; until then reports stay as they were.
 */
@ApplicationScoped
public class RedisCounts {

    private static final int CHANGES_AT_ONCE = 500;
    private static final long FRESH_NANOS = 250_000_000;

    private final Redis redis;
    private final Map<Integer, PartitionCounts> known = new ConcurrentHashMap<>();
    private final Map<Integer, PartitionCounts> catchingUp = new ConcurrentHashMap<>();
    private volatile Counts counts = Counts.NONE;
    private CompletableFuture<Counts> underWay;
    private long readAt;
    private boolean readOnce;

    RedisCounts(Redis redis) {
        this.redis = redis;
    }

    /** The counts as they are now, or were a quarter of a second ago. Fails if Redis is away. Never blocks. */
    public Uni<Counts> now() {
        return Uni.createFrom().completionStage(() -> current().copy());
    }

    /** One reading at a time, which all wait for that come meanwhile; nobody's leaving ends it. */
    private synchronized CompletableFuture<Counts> current() {
        boolean fresh = readOnce && System.nanoTime() - readAt < FRESH_NANOS;
        if (underWay == null) {
            if (fresh) {
                return CompletableFuture.completedFuture(counts);
            }
            CompletableFuture<Counts> reading = new CompletableFuture<>();
            underWay = reading;
            read().subscribe().with(reading::complete, reading::completeExceptionally);
            reading.whenComplete((read, failure) -> done(failure == null));
            return reading;
        }
        return underWay;
    }

    private synchronized void done(boolean read) {
        underWay = null;
        if (read) {
            readAt = System.nanoTime();
            readOnce = true;
        }
    }

    private Uni<Counts> read() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(RedisEvidence.PARTITIONS))
                .map(reply -> {
                    Set<Integer> partitions = new TreeSet<>(known.keySet());
                    reply.forEach(partition -> partitions.add(partition.toInteger()));
                    return partitions;
                })
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::bringUpToDate)
                .collect()
                .in(() -> new boolean[1], (any, changed) -> any[0] |= changed)
                .map(any -> any[0] ? renewed() : counts);
    }

    /** Whether anything changed. */
    private Uni<Boolean> bringUpToDate(int partition) {
        PartitionCounts target = catchingUp.getOrDefault(partition, known.get(partition));
        return changes(partition, target == null ? new PartitionCounts(partition, "") : target, new Changes());
    }

    private Uni<Boolean> changes(int partition, PartitionCounts target, Changes gathered) {
        long since = Math.max(target.sequence(), gathered.upto());
        return redis.send(RedisScripts.changes(
                        RedisEvidence.key(partition, "state"), target.name(), since, CHANGES_AT_ONCE))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(reply -> {
                    if (reply.size() == 0) {
                        return Uni.createFrom().item(false); // begun anew, not yet: what is known stands
                    }
                    String name = reply.get(0).toString();
                    boolean anew = !name.equals(target.name()) || reply.get(1).toLong() < since;
                    if (anew && since > 0) {
                        return changes(partition, new PartitionCounts(partition, name), new Changes());
                    }
                    PartitionCounts taken = anew ? new PartitionCounts(partition, name) : target;
                    gather(reply, gathered);
                    return reply.get(3).toInteger() == 1
                            ? changes(partition, taken, gathered)
                            : Uni.createFrom().item(settle(partition, taken, gathered));
                });
    }

    private boolean settle(int partition, PartitionCounts target, Changes gathered) {
        boolean changed = target.apply(gathered);
        PartitionCounts before = known.get(partition);
        if (before == target) {
            return changed;
        }
        if (before == null || target.hasReached(before)) {
            known.put(partition, target);
            catchingUp.remove(partition);
            return true;
        }
        catchingUp.put(partition, target);
        return false;
    }

    private Counts renewed() {
        List<Counted> slices = new ArrayList<>();
        List<Judged> judged = new ArrayList<>();
        Map<String, Long> positions = new HashMap<>();
        known.forEach((partition, image) -> {
            slices.addAll(image.slices());
            judged.addAll(image.judged());
            positions.put(Topics.ANSWERS + "-" + partition, image.answersOffset());
            positions.put(Topics.RATINGS + "-" + partition, image.ratingsOffset());
        });
        counts = new Counts(
                counts.version() + 1, slices, judged, positions, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return counts;
    }

    private static void gather(Response reply, Changes changes) {
        for (int i = 6; i < reply.size(); i++) {
            Response change = reply.get(i);
            boolean slice = change.get(0).toString().equals("s");
            String id = change.get(1).toString();
            if (change.size() == 2) {
                if (slice) {
                    changes.sliceGone(id);
                } else {
                    changes.questionGone(id);
                }
            } else if (slice) {
                changes.slice(id, new Counted(Slice.read(change.get(2).toBytes()), tally(change.get(3))));
            } else {
                changes.question(
                        id,
                        new Lines(
                                change.get(2).toString(),
                                change.get(3).toString(),
                                change.get(4).toString(),
                                change.get(5).toString(),
                                change.get(6).toString()));
            }
        }
        changes.reach(
                reply.get(2).toLong(), reply.get(4).toString(), reply.get(5).toString());
    }

    private static Tally tally(Response flat) {
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            counters.put(flat.get(i).toString(), flat.get(i + 1).toLong());
        }
        return Tally.of(counters);
    }
}

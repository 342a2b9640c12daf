package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.eval.EvalConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The counts in Redis, and how far each topic was read into them. All of one partition lies under the hash tag of its number:
 * {@code kotae:eval:{n}:state} holds the topics' positions and the name of the present counts, whose keys carry that name.
 * Never blocks; every method fails if Redis is away.
 */
@ApplicationScoped
public class RedisEvidence {

    static final String PARTITIONS = "kotae:eval:partitions";
    private static final int SWEPT_AT_ONCE = 500;

    private final Redis redis;
    private final PartitionCount partitions;
    private final Room room;

    @Inject
    RedisEvidence(Redis redis, PartitionCount partitions, EvalConfig config) {
        this(redis, partitions, new Room(config.mostModels(), config.mostSlices()));
    }

    RedisEvidence(Redis redis, PartitionCount partitions, Room room) {
        this.redis = redis;
        this.partitions = partitions;
        this.room = room;
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
        return redis.send(RedisScripts.apply(key(partition, "state"), topic, topicId, from, next, room, events))
                .map(reply -> reply.toInteger() == 1);
    }

    /** Where the record of an answer's rating lies, if there is one. */
    public Uni<Optional<RecordPlace>> rating(AnswerId id) {
        return inCounts(id.questionId(), Optional.empty(), (partition, base) -> redis.send(
                        Request.cmd(Command.HGET).arg(base + "ratings").arg(id.questionId() + "." + id.number()))
                .map(reply -> Optional.ofNullable(reply)
                        .map(Response::toString)
                        .map(StoredText::rating)
                        .map(rating -> new RecordPlace(partition, rating.offset()))));
    }

    /** Where the record of the vote on a question lies, if there is one. */
    public Uni<Optional<RecordPlace>> vote(String questionId) {
        return inCounts(questionId, Optional.empty(), (partition, base) -> redis.send(
                        Request.cmd(Command.HGET).arg(base + "votes").arg(questionId))
                .map(reply -> Optional.ofNullable(reply)
                        .map(Response::toString)
                        .map(StoredText::vote)
                        .map(vote -> new RecordPlace(partition, vote.offset()))));
    }

    /** The question's answers that are counted, in the order of their numbers. */
    public Uni<List<Shown>> shown(String questionId) {
        return inCounts(questionId, List.of(), (partition, base) -> redis.send(Request.cmd(Command.HMGET)
                        .arg(base + "answers")
                        .arg(questionId + ".1")
                        .arg(questionId + ".2"))
                .chain(lines -> shown(base, lines)));
    }

    private Uni<List<Shown>> shown(String base, Response lines) {
        List<StoredText.Answer> answers = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        Request slices = Request.cmd(Command.HMGET).arg(base + "slices");
        for (int i = 0; i < 2; i++) {
            if (lines.get(i) != null) {
                StoredText.Answer answer = StoredText.answer(lines.get(i).toString());
                answers.add(answer);
                numbers.add(i + 1);
                slices.arg(answer.slice());
            }
        }
        if (answers.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return redis.send(slices).map(found -> {
            List<Shown> shown = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (found.get(i) != null) {
                    shown.add(new Shown(
                            numbers.get(i),
                            Slice.read(found.get(i).toBytes()),
                            answers.get(i).paired()));
                }
            }
            return shown;
        });
    }

    private <T> Uni<T> inCounts(String questionId, T nothing, BiFunction<Integer, String, Uni<T>> read) {
        return partitions
                .get()
                .map(count -> QuestionPartition.of(questionId, count))
                .chain(partition -> redis.send(Request.cmd(Command.HGET)
                                .arg(key(partition, "state"))
                                .arg("counts"))
                        .chain(name -> name == null
                                ? Uni.createFrom().item(nothing)
                                : read.apply(partition, key(partition, name + ":"))));
    }

    private Uni<Integer> sweep(int partition, int abandoned) {
        return abandoned == 0
                ? Uni.createFrom().item(0)
                : redis.send(RedisScripts.sweep(key(partition, "abandoned"), SWEPT_AT_ONCE))
                        .chain(left -> sweep(partition, left.toInteger()));
    }

    static String key(int partition, String name) {
        return "kotae:eval:{" + partition + "}:" + name;
    }

    /**
     * Where a record lies on its topic.
     *
     * @param partition the partition
     * @param offset the offset
     */
    public record RecordPlace(int partition, long offset) {}

    /**
     * An answer that was shown to its asker.
     *
     * @param number 1 or 2
     * @param slice where it is counted
     * @param paired whether it stood beside the question's other answer
     */
    public record Shown(int number, Slice slice, boolean paired) {}
}

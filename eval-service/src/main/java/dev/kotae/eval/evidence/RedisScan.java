package dev.kotae.eval.evidence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Looks all of a partition's answers, ratings and votes through, a thousand at a time: rare work that nothing else waits for. What is
 * there from the beginning to the end is met, possibly twice; what comes meanwhile may be missed.
 */
@ApplicationScoped
class RedisScan {

    private static final int AT_ONCE = 1000;

    private final Redis redis;

    RedisScan(Redis redis) {
        this.redis = redis;
    }

    /** The partitions there are. */
    Uni<List<Integer>> partitions() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(RedisEvidence.PARTITIONS))
                .map(reply -> {
                    List<Integer> partitions = new ArrayList<>();
                    reply.forEach(partition -> partitions.add(partition.toInteger()));
                    return partitions;
                });
    }

    /**
     * What is wanted of a partition.
     *
     * @param most so many at most, of each kind
     */
    Uni<List<Stored>> find(int partition, Predicate<Stored> wanted, int most) {
        return redis.send(Request.cmd(Command.HGET)
                        .arg(RedisEvidence.key(partition, "state"))
                        .arg("counts"))
                .chain(name -> name == null
                        ? Uni.createFrom().item(List.<Stored>of())
                        : find(RedisEvidence.key(partition, name + ":"), wanted, most));
    }

    private Uni<List<Stored>> find(String base, Predicate<Stored> wanted, int most) {
        return days(base).chain(days -> Multi.createBy()
                .concatenating()
                .streams(
                        scan(base + "answers", (id, line) -> answer(id, line, days), wanted, most),
                        scan(base + "ratings", RedisScan::rating, wanted, most),
                        scan(base + "votes", RedisScan::vote, wanted, most))
                .collect()
                .asList());
    }

    private Uni<Map<String, LocalDate>> days(String base) {
        return redis.send(Request.cmd(Command.HGETALL).arg(base + "slices")).map(reply -> {
            Map<String, LocalDate> days = new HashMap<>();
            reply.getKeys()
                    .forEach(id ->
                            days.put(id, Slice.read(reply.get(id).toBytes()).day()));
            return days;
        });
    }

    private Multi<Stored> scan(
            String key, BiFunction<String, String, Stored> read, Predicate<Stored> wanted, int most) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new String[] {"0"}, cursor -> redis.send(Request.cmd(Command.HSCAN)
                                .arg(key)
                                .arg(cursor[0])
                                .arg("COUNT")
                                .arg(AT_ONCE))
                        .invoke(reply -> cursor[0] = reply.get(0).toString()))
                .whilst(reply -> !reply.get(0).toString().equals("0"))
                .onItem()
                .transformToIterable(reply -> stored(reply.get(1), read))
                .select()
                .where(wanted)
                .select()
                .first(most);
    }

    private static List<Stored> stored(Response flat, BiFunction<String, String, Stored> read) {
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < flat.size(); i += 2) {
            stored.add(read.apply(flat.get(i).toString(), flat.get(i + 1).toString()));
        }
        return stored;
    }

    private static Stored answer(String id, String line, Map<String, LocalDate> days) {
        StoredText.Answer answer = StoredText.answer(line);
        // A slice that was opened after the days were read is a new answer's: it is of today
        LocalDate day = days.getOrDefault(answer.slice(), LocalDate.MAX);
        return new Stored.Answer(question(id), number(id), answer.user(), day);
    }

    private static Stored rating(String id, String line) {
        StoredText.Rating rating = StoredText.rating(line);
        return new Stored.Rating(question(id), number(id), rating.user(), rating.at());
    }

    private static Stored vote(String id, String line) {
        StoredText.Ballot vote = StoredText.vote(line);
        return new Stored.Vote(id, vote.user(), vote.at());
    }

    private static String question(String id) {
        return id.substring(0, id.length() - 2);
    }

    private static int number(String id) {
        return id.charAt(id.length() - 1) - '0';
    }
}

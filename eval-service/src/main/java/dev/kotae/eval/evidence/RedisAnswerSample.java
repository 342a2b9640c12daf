package dev.kotae.eval.evidence;

import dev.kotae.common.document.ContentHash;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Draws from all that was answered: each question that is wanted with the same probability, and the same ones for the same seed as long as
 * the answers are the same, since those with the lowest hashes are taken.
 */
@ApplicationScoped
public class RedisAnswerSample {

    private static final int AT_ONCE = 1000;

    private final Redis redis;
    private final RedisScan scan;

    RedisAnswerSample(Redis redis, RedisScan scan) {
        this.redis = redis;
        this.scan = scan;
    }

    /**
     * Draws questions.
     *
     * @param wanted which slices
     * @param outcomes how their answers must have ended
     * @param size how many at most
     * @param seed another draws others
     * @return in the order of chance; of a question with two answers the first that is wanted
     */
    public Uni<List<SampledAnswer>> draw(Predicate<Slice> wanted, Set<Outcome> outcomes, int size, String seed) {
        Set<String> ended = outcomes.stream().map(Outcome::json).collect(Collectors.toSet());
        Drawn drawn = new Drawn(size, seed);
        return scan.partitions()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(partition -> redis.send(Request.cmd(Command.HGET)
                                .arg(RedisEvidence.key(partition, "state"))
                                .arg("counts"))
                        .chain(name -> name == null
                                ? Uni.createFrom().voidItem()
                                : draw(partition, RedisEvidence.key(partition, name + ":"), wanted, ended, drawn)))
                .collect()
                .asList()
                .map(done -> drawn.all());
    }

    private Uni<Void> draw(int partition, String base, Predicate<Slice> wanted, Set<String> ended, Drawn drawn) {
        return slices(base, wanted).chain(slices -> Multi.createBy()
                .repeating()
                .uni(() -> new String[] {"0"}, cursor -> redis.send(Request.cmd(Command.HSCAN)
                                .arg(base + "answers")
                                .arg(cursor[0])
                                .arg("COUNT")
                                .arg(AT_ONCE))
                        .invoke(reply -> cursor[0] = reply.get(0).toString()))
                .whilst(reply -> !reply.get(0).toString().equals("0"))
                .invoke(reply -> add(partition, reply.get(1), slices, ended, drawn))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Set<String>> slices(String base, Predicate<Slice> wanted) {
        return redis.send(Request.cmd(Command.HGETALL).arg(base + "slices")).map(reply -> reply.getKeys().stream()
                .filter(id -> wanted.test(Slice.read(reply.get(id).toBytes())))
                .collect(Collectors.toSet()));
    }

    private static void add(int partition, Response flat, Set<String> slices, Set<String> ended, Drawn drawn) {
        for (int i = 0; i < flat.size(); i += 2) {
            String id = flat.get(i).toString();
            String line = flat.get(i + 1).toString();
            StoredText.Answer answer = StoredText.answer(line);
            if (slices.contains(answer.slice()) && ended.contains(StoredText.outcome(line))) {
                String question = id.substring(0, id.length() - 2);
                drawn.add(id, new SampledAnswer(question, partition, answer.offset()));
            }
        }
    }

    /** The questions with the lowest hashes so far. */
    private static final class Drawn {

        private final int size;
        private final String seed;
        private final TreeMap<String, Map<String, SampledAnswer>> byHash = new TreeMap<>();

        Drawn(int size, String seed) {
            this.size = size;
            this.seed = seed;
        }

        void add(String answer, SampledAnswer place) {
            String hash = ContentHash.of(seed + "\n" + place.question()).hex();
            byHash.computeIfAbsent(hash, some -> new HashMap<>()).put(answer, place);
            if (byHash.size() > size) {
                byHash.pollLastEntry();
            }
        }

        List<SampledAnswer> all() {
            return byHash.values().stream()
                    .map(answers -> answers.entrySet().stream()
                            .min(Comparator.comparing(Map.Entry::getKey))
                            .orElseThrow()
                            .getValue())
                    .toList();
        }
    }
}

package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerErased;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingWithdrawn;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.evidence.EvidenceEvent.VoteGiven;
import dev.kotae.eval.evidence.EvidenceEvent.VoteWithdrawn;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls of the scripts beside this class, with what they are given. */
final class RedisScripts {

    private static final String TAKE_UP = resource("take-up.lua");
    private static final String APPLY = resource("apply.lua");
    private static final String CHANGES = resource("changes.lua");
    private static final String SWEEP = resource("sweep.lua");

    private RedisScripts() {}

    static Request takeUp(String state, String topic, String topicId, String freshName) {
        return eval(TAKE_UP, state).arg(topic).arg(topicId).arg(freshName);
    }

    static Request apply(
            String state, String topic, String topicId, long from, long next, Room room, List<EvidenceEvent> events) {
        Map<Slice, Integer> slices = new LinkedHashMap<>();
        for (EvidenceEvent event : events) {
            if (event instanceof AnswerGiven answer) {
                slices.putIfAbsent(answer.slice(), slices.size() + 1);
            }
        }
        Request request = eval(APPLY, state)
                .arg(topic)
                .arg(topicId)
                .arg(from)
                .arg(next)
                .arg(room.mostModels())
                .arg(room.mostSlices())
                .arg(slices.size());
        slices.keySet().forEach(slice -> add(request, slice));
        events.forEach(event -> add(request, event, slices));
        return request;
    }

    static Request changes(String state, String counts, long since, int most) {
        return eval(CHANGES, state)
                .arg(counts)
                .arg(since)
                .arg(most)
                .arg(Topics.ANSWERS)
                .arg(Topics.RATINGS);
    }

    static Request sweep(String abandoned, int slices) {
        return eval(SWEEP, abandoned).arg(slices);
    }

    private static Request eval(String script, String key) {
        return Request.cmd(Command.EVAL).arg(script).arg(1).arg(key);
    }

    private static void add(Request request, Slice slice) {
        Slice other = Slice.other(slice.day());
        request.arg(slice.id()).arg(Buffer.buffer(EventJson.write(slice))).arg(slice.model());
        request.arg(other.id()).arg(Buffer.buffer(EventJson.write(other)));
    }

    private static void add(Request request, EvidenceEvent event, Map<Slice, Integer> slices) {
        if (event instanceof AnswerGiven answer) {
            request.arg("answer").arg(name(answer.id())).arg(slices.get(answer.slice()));
            request.arg(StoredText.counters(answer)).arg(StoredText.rest(answer));
        } else if (event instanceof AnswerErased erased) {
            request.arg("erase").arg(name(erased.id()));
        } else if (event instanceof RatingGiven given) {
            request.arg("rate").arg(name(given.id())).arg(StoredText.of(given));
        } else if (event instanceof RatingWithdrawn withdrawn) {
            request.arg("withdraw").arg(name(withdrawn.id()));
        } else if (event instanceof VoteGiven given) {
            request.arg("vote").arg(given.questionId()).arg(StoredText.of(given));
        } else if (event instanceof VoteWithdrawn withdrawn) {
            request.arg("unvote").arg(withdrawn.questionId()).arg(withdrawn.user());
        } else if (event instanceof Refused) {
            return; // only the offset passes it
        } else {
            throw new IllegalArgumentException("Unknown event " + event.getClass());
        }
    }

    private static String name(AnswerId id) {
        return id.questionId() + "." + id.number();
    }

    private static String resource(String name) {
        try (InputStream stream = RedisScripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}

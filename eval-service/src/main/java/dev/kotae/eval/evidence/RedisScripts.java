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
import java.util.List;

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
        Request request = eval(APPLY, state)
                .arg(topic)
                .arg(topicId)
                .arg(from)
                .arg(next)
                .arg(room.mostModels())
                .arg(room.mostSlices());
        events.forEach(event -> add(request, event));
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

    private static void add(Request request, EvidenceEvent event) {
        if (event instanceof AnswerGiven answer) {
            Slice other = Slice.other(answer.slice().day());
            start(request, "answer", answer.id()).arg(answer.slice().id());
            request.arg(Buffer.buffer(EventJson.write(answer.slice())));
            request.arg(answer.slice().model()).arg(other.id());
            request.arg(Buffer.buffer(EventJson.write(other)));
            request.arg(StoredText.counters(answer)).arg(StoredText.rest(answer));
        } else if (event instanceof AnswerErased erased) {
            start(request, "erase", erased.id());
        } else if (event instanceof RatingGiven given) {
            start(request, "rate", given.id()).arg(StoredText.of(given));
        } else if (event instanceof RatingWithdrawn withdrawn) {
            start(request, "withdraw", withdrawn.id());
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

    private static Request start(Request request, String event, AnswerId id) {
        return request.arg(event).arg(id.questionId()).arg(id.number());
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

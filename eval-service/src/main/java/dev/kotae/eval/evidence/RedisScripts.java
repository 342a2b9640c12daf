package dev.kotae.eval.evidence;

import dev.kotae.common.event.EventJson;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerErased;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingWithdrawn;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
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
    private static final String SWEEP = resource("sweep.lua");

    private RedisScripts() {}

    static Request takeUp(String state, String topic, String topicId, String freshName) {
        return eval(TAKE_UP, state).arg(topic).arg(topicId).arg(freshName);
    }

    static Request apply(String state, String topic, String topicId, long from, long next, List<EvidenceEvent> events) {
        Request request = eval(APPLY, state).arg(topic).arg(topicId).arg(from).arg(next);
        events.forEach(event -> add(request, event));
        return request;
    }

    static Request sweep(String abandoned, int slices) {
        return eval(SWEEP, abandoned).arg(slices);
    }

    private static Request eval(String script, String key) {
        return Request.cmd(Command.EVAL).arg(script).arg(1).arg(key);
    }

    private static void add(Request request, EvidenceEvent event) {
        if (event instanceof AnswerGiven answer) {
            String slice = answer.slice().id();
            request.arg("answer").arg(answer.id()).arg(slice);
            request.arg(Buffer.buffer(EventJson.write(answer.slice())));
            request.arg(String.join(
                    "|",
                    slice,
                    answer.outcome().json(),
                    text(answer.promptTokens()),
                    text(answer.completionTokens()),
                    text(answer.firstTokenBucket()),
                    text(answer.totalBucket())));
        } else if (event instanceof AnswerErased erased) {
            request.arg("erase").arg(erased.id());
        } else if (event instanceof RatingGiven given) {
            request.arg("rate").arg(given.rating().answerId());
            request.arg(Buffer.buffer(given.rating().stars() + "|").appendBytes(EventJson.write(given.rating())));
        } else if (event instanceof RatingWithdrawn withdrawn) {
            request.arg("withdraw").arg(withdrawn.answerId());
        } else if (event instanceof Refused) {
            return; // only the offset passes it
        } else {
            throw new IllegalArgumentException("Unknown event " + event.getClass());
        }
    }

    private static String text(Integer number) {
        return number == null ? "" : number.toString();
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

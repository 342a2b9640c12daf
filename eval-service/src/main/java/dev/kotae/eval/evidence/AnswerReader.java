package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Retrieval;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerErased;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.Price;
import dev.kotae.eval.evidence.EvidenceEvent.Reason;
import dev.kotae.eval.evidence.EvidenceEvent.Refused;
import dev.kotae.eval.statistics.LatencySketch;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the values of {@code kotae.answers}. */
final class AnswerReader {

    private static final Timings NO_TIMINGS = new Timings(null, null, null, null, null, null, null, null, null);
    private static final Tokens NO_TOKENS = new Tokens(null, null);
    private static final double NANOS = 1e9;

    private final byte[] answerKey;

    AnswerReader(byte[] answerKey) {
        this.answerKey = answerKey;
    }

    /**
     * What it says.
     *
     * @throws IOException if the value is not JSON of an answer
     */
    EvidenceEvent read(AnswerId id, long offset, byte[] value) throws IOException {
        if (value == null) {
            return new AnswerErased(id);
        }
        CountedAnswer answer = EventJson.read(value, CountedAnswer.class);
        if (answer == null) {
            return new Refused(Reason.NOT_JSON);
        }
        if (answer.schema() != AnswerCompleted.SCHEMA) {
            return new Refused(Reason.UNKNOWN_SCHEMA);
        }
        if (!id.toString().equals(answer.id())) {
            return new Refused(Reason.INVALID_KEY);
        }
        if (answer.user() == null || !id.belongsTo(answer.user(), answerKey)) {
            return new Refused(Reason.WRONG_SIGNATURE);
        }
        if (!AnswerLimits.keeps(answer)) {
            return new Refused(Reason.INVALID_VALUE);
        }
        Tokens tokens = answer.tokens() == null ? NO_TOKENS : answer.tokens();
        return new AnswerGiven(
                id,
                answer.user(),
                slice(answer),
                answer.outcome(),
                tokens.prompt(),
                tokens.completion(),
                price(answer.cost()),
                buckets(answer, tokens),
                paired(id, answer),
                offset);
    }

    /** Only the id of the same question's other answer for the same user is one that this answer can have stood beside. */
    private boolean paired(AnswerId id, CountedAnswer answer) {
        return answer.pairedWith() != null
                && answer.pairedWith()
                        .equals(AnswerId.sign(id.questionId(), 3 - id.number(), answer.user(), answerKey)
                                .toString());
    }

    private static Map<LatencyPart, Integer> buckets(CountedAnswer answer, Tokens tokens) {
        Map<LatencyPart, Integer> buckets = new EnumMap<>(LatencyPart.class);
        if (answer.outcome() == Outcome.ANSWERED) {
            Timings timings = answer.timings() == null ? NO_TIMINGS : answer.timings();
            put(buckets, LatencyPart.QUEUE, timings.queueMillis());
            put(buckets, LatencyPart.EMBED, timings.embedMillis());
            put(buckets, LatencyPart.SEARCH, timings.searchMillis());
            put(buckets, LatencyPart.FIRST_TOKEN, timings.firstTokenMillis());
            put(buckets, LatencyPart.OUTPUT_TOKEN, perToken(timings, tokens));
            put(buckets, LatencyPart.TOTAL, timings.totalMillis());
        }
        return buckets;
    }

    private static void put(Map<LatencyPart, Integer> buckets, LatencyPart part, Double millis) {
        if (millis != null) {
            buckets.put(part, LatencySketch.bucket(millis));
        }
    }

    /** The first token's time is the model's reading, so it is left out; the others share the rest. */
    private static Double perToken(Timings timings, Tokens tokens) {
        if (timings.modelTotalMillis() == null
                || timings.modelFirstTokenMillis() == null
                || tokens.completion() == null
                || tokens.completion() < 2) {
            return null;
        }
        double writing = timings.modelTotalMillis() - timings.modelFirstTokenMillis();
        return writing < 0 ? null : writing / (tokens.completion() - 1);
    }

    private static Price price(Cost cost) {
        return cost == null ? null : new Price(cost.currency(), Math.round(cost.amount() * NANOS));
    }

    /**
     * A question that came to no model counts for the one that was asked for, which the catalogue has; but what was refused can have
     * asked for anybody's invention, so it counts for none.
     */
    private static String asked(CountedAnswer answer) {
        String asked = answer.requestedModel();
        return asked == null || asked.startsWith("(") || answer.outcome() == Outcome.REFUSED ? Slice.NO_MODEL : asked;
    }

    private static Slice slice(CountedAnswer answer) {
        AnswerCompleted.Model model = answer.model();
        Retrieval retrieval = answer.retrieval();
        return new Slice(
                model == null ? asked(answer) : model.id(),
                model == null ? null : model.provider(),
                model == null ? null : model.revision(),
                answer.promptHash(),
                retrieval == null
                        ? null
                        : retrieval.embedder() + ",vector=" + retrieval.vectorWeight() + ",chunks="
                                + retrieval.maxChunks(),
                retrieval == null ? List.of() : retrieval.generations(),
                answer.collections(),
                answer.language() == null ? "und" : answer.language(),
                LocalDate.ofInstant(answer.at(), ZoneOffset.UTC),
                answer.origin());
    }
}

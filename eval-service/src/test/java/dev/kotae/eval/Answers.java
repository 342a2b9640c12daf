package dev.kotae.eval;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Retrieval;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Vote;
import java.time.Instant;
import java.util.List;

/** Answers as the query service would publish them. */
public final class Answers {

    public static final byte[] KEY = "sixteen bytes or more".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    public static final String USER = "ann";
    public static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    public static final Timings TIMINGS = new Timings(0.0, null, 1.0, 2.0, 3.0, 37.0, 497.0, 40.0, 500.0);

    private Answers() {}

    public static AnswerId newId() {
        return newId(USER);
    }

    public static AnswerId newId(String user) {
        return AnswerId.sign(AnswerId.newQuestionId(), 1, user, KEY);
    }

    public static AnswerCompleted answered(AnswerId id, String model, String collection) {
        return of(id, new Model(model, "provider", null), collection, Outcome.ANSWERED, TIMINGS);
    }

    public static AnswerCompleted paired(AnswerId id, String with, String model, String collection) {
        return of(id, with, new Model(model, "provider", null), collection, Outcome.ANSWERED, TIMINGS, null);
    }

    public static AnswerCompleted priced(AnswerId id, Cost cost) {
        return of(id, null, new Model("m", "provider", null), "guide", Outcome.ANSWERED, TIMINGS, cost);
    }

    public static AnswerCompleted at(AnswerId id, String user, String collection, Instant at) {
        AnswerCompleted one = answered(id, "m", collection);
        return new AnswerCompleted(
                one.schema(),
                one.id(),
                user,
                one.pairedWith(),
                one.origin(),
                one.question(),
                one.condensedQuestion(),
                one.language(),
                one.collections(),
                one.requestedModel(),
                one.model(),
                one.promptId(),
                one.promptHash(),
                one.parameters(),
                one.retrieval(),
                one.sources(),
                one.citations(),
                one.outcome(),
                one.finishReason(),
                one.error(),
                one.timings(),
                one.tokens(),
                one.cost(),
                one.text(),
                at);
    }

    public static AnswerCompleted sourced(AnswerCompleted one, String chunk) {
        return new AnswerCompleted(
                one.schema(),
                one.id(),
                one.user(),
                one.pairedWith(),
                one.origin(),
                one.question(),
                one.condensedQuestion(),
                one.language(),
                one.collections(),
                one.requestedModel(),
                one.model(),
                one.promptId(),
                one.promptHash(),
                one.parameters(),
                one.retrieval(),
                List.of(new AnswerCompleted.Source(
                        1, "pottery", "kiln.md", 7, "0f", "0".repeat(32), "Kiln", null, List.of("Firing"), chunk)),
                one.citations(),
                one.outcome(),
                one.finishReason(),
                one.error(),
                one.timings(),
                one.tokens(),
                one.cost(),
                one.text(),
                one.at());
    }

    public static AnswerCompleted asking(AnswerId id, String model, Outcome outcome) {
        AnswerCompleted one = of(id, null, "guide", outcome, null);
        return new AnswerCompleted(
                one.schema(),
                one.id(),
                one.user(),
                one.pairedWith(),
                one.origin(),
                one.question(),
                one.condensedQuestion(),
                one.language(),
                one.collections(),
                model,
                one.model(),
                one.promptId(),
                one.promptHash(),
                one.parameters(),
                one.retrieval(),
                one.sources(),
                one.citations(),
                one.outcome(),
                one.finishReason(),
                one.error(),
                one.timings(),
                one.tokens(),
                one.cost(),
                one.text(),
                one.at());
    }

    public static Vote vote(AnswerId first, AnswerId second, String preferred) {
        return new Vote(Vote.SCHEMA, List.of(first.toString(), second.toString()), preferred, USER, "why", null, AT);
    }

    public static AnswerCompleted of(AnswerId id, Model model, String collection, Outcome outcome, Timings timings) {
        return of(id, null, model, collection, outcome, timings, null);
    }

    private static AnswerCompleted of(
            AnswerId id,
            String pairedWith,
            Model model,
            String collection,
            Outcome outcome,
            Timings timings,
            Cost cost) {
        return new AnswerCompleted(
                AnswerCompleted.SCHEMA,
                id.toString(),
                USER,
                pairedWith,
                null,
                "How?",
                null,
                "en",
                List.of(collection),
                null,
                model,
                "answer",
                "abc",
                null,
                new Retrieval(List.of("g1"), "bge", 0.5, 8),
                List.of(),
                List.of(),
                outcome,
                "stop",
                outcome == Outcome.FAILED ? "model-failed" : null,
                timings,
                new Tokens(100, 20),
                cost,
                outcome == Outcome.FAILED ? null : "So.",
                AT);
    }
}

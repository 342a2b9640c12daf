package dev.kotae.eval.export;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Citation;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Source;
import java.time.Instant;
import java.util.List;

/** Answers that were rated. */
final class Examples {

    private Examples() {}

    static Example supported(String chunk, String question, String text) {
        return new Example(answer(chunk, question, text, true), 5);
    }

    static Example unsupported(String question, String text) {
        return new Example(answer("c", question, text, false), 5);
    }

    static AnswerCompleted answer(String chunk, String question, String text, boolean supported) {
        return new AnswerCompleted(
                AnswerCompleted.SCHEMA,
                "id",
                "alice",
                null,
                null,
                question,
                null,
                "en",
                List.of("guide"),
                null,
                new Model("m", "p", "r"),
                "answer",
                "hash",
                null,
                null,
                List.of(new Source(
                        1, "guide", "doc", 3, "h", chunk, "Title", null, List.of("Section"), "The text of " + chunk)),
                List.of(new Citation(1, "guide", "doc", 3, "h", chunk, "text", supported, false)),
                Outcome.ANSWERED,
                "stop",
                null,
                null,
                null,
                null,
                text,
                Instant.parse("2026-11-23T10:00:00Z"));
    }
}

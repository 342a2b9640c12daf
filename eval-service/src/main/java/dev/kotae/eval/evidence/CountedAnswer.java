package dev.kotae.eval.evidence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Retrieval;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import java.time.Instant;
import java.util.List;

/**
 * The fields of {@link AnswerCompleted} that are counted. Its texts, sources and citations are most of a record and are passed over:
 * reading them takes longer than all else that counting does. Who reads them back from Kafka finds out what they are worth.
 *
 * <p>Those passed over are named: Jackson keeps a copy of what it does not know until a record's last field was read.
 */
@JsonIgnoreProperties(
        value = {
            "question",
            "condensedQuestion",
            "promptId",
            "parameters",
            "sources",
            "citations",
            "finishReason",
            "error",
            "text"
        },
        ignoreUnknown = true)
record CountedAnswer(
        int schema,
        String id,
        String user,
        String pairedWith,
        String origin,
        String language,
        List<String> collections,
        String requestedModel,
        Model model,
        String promptHash,
        Retrieval retrieval,
        Outcome outcome,
        Timings timings,
        Tokens tokens,
        Cost cost,
        Instant at) {}

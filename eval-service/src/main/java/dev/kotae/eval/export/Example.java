package dev.kotae.eval.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Source;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An answer that can teach.
 *
 * @param answer the answer, with a text
 * @param stars 1 to 5, or 0 where it was not rated
 */
record Example(AnswerCompleted answer, int stars) {

    private static final Pattern MARKER = Pattern.compile("[ \\t]?\\[\\d{1,3}]");

    /** Whether it has a question and a text. */
    boolean usable() {
        return answer.outcome() == Outcome.ANSWERED
                && answer.question() != null
                && !answer.question().isBlank()
                && answer.text() != null
                && !answer.text().isBlank();
    }

    /** The question as it can be understood alone. */
    String question() {
        return answer.condensedQuestion() == null ? answer.question() : answer.condensedQuestion();
    }

    /** The text without citation markers. */
    String plainText() {
        return MARKER.matcher(answer.text()).replaceAll("").strip();
    }

    /** What the user's message is: the question, after the chunks it was answered from where they are wanted. */
    Message asked(boolean context) {
        List<Source> sources = answer.sources();
        if (!context || sources == null || sources.isEmpty()) {
            return new Message("user", question());
        }
        StringBuilder text = new StringBuilder();
        for (Source source : sources) {
            text.append('[').append(source.marker()).append("] ");
            if (source.title() != null) {
                text.append(source.title()).append('\n');
            }
            text.append(source.text()).append("\n\n");
        }
        return new Message("user", text.append(question()).toString());
    }

    /** What the assistant's message is; markers make sense only beside the chunks. */
    Message answered(boolean context) {
        return new Message("assistant", context ? answer.text().strip() : plainText());
    }

    /** Equal for what would teach the same: letters' case, width and spaces make no difference. */
    static String sameness(String... texts) {
        return Normalizer.normalize(String.join("\u0000", texts), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }

    /** Where it came from; not who asked. */
    Provenance provenance(Instant judgedAt) {
        List<Document> documents = answer.sources() == null
                ? List.of()
                : answer.sources().stream()
                        .map(source -> new Document(
                                source.collection(), source.documentId(), source.version(), source.chunkId()))
                        .distinct()
                        .toList();
        AnswerCompleted.Model model = answer.model();
        return new Provenance(
                answer.id(),
                model == null ? null : model.id(),
                model == null ? null : model.provider(),
                model == null ? null : model.revision(),
                answer.promptHash(),
                answer.language(),
                stars == 0 ? null : stars,
                answer.at(),
                judgedAt,
                answer.origin(),
                documents);
    }

    /**
     * A message of a chat.
     *
     * @param role {@code user} or {@code assistant}
     * @param content its text
     */
    record Message(String role, String content) {}

    /** Where an example came from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Provenance(
            String answerId,
            String model,
            String provider,
            String revision,
            String promptHash,
            String language,
            Integer stars,
            Instant answeredAt,
            Instant judgedAt,
            String origin,
            List<Document> documents) {}

    /** A chunk's place. */
    record Document(String collection, String documentId, long version, String chunkId) {}
}

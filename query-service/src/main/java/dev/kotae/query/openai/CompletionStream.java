package dev.kotae.query.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.query.answer.Answer;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.citation.CitationList;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One completion as server-sent events, byte for byte as clients of OpenAI's API expect them. Whatever went wrong before the first
 * byte is thrown, so that it becomes an HTTP status; what goes wrong later becomes an event, since nothing else can tell of it then.
 * Used by one stream, whose events come one after the other.
 */
final class CompletionStream {

    private static final byte[] NOTHING = {};
    private static final String HEARTBEAT = ": still here\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final Completion completion;
    private final boolean usage;
    private boolean open;
    private boolean opened;

    /** @param usage whether the client wants token counts: then every other chunk says that it has none */
    CompletionStream(Completion completion, boolean usage) {
        this.completion = completion;
        this.usage = usage;
    }

    /**
     * What to send for an event.
     *
     * @param event the event, or empty for a heartbeat
     * @return bytes, none where there is nothing to say
     */
    byte[] bytes(Optional<AnswerEvent> event) {
        String text = event.map(this::frames).orElse(HEARTBEAT);
        open |= !text.isEmpty();
        return text.isEmpty() ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }

    private String frames(AnswerEvent event) {
        if (event instanceof AnswerEvent.Token token) {
            return opening() + chunk(completion.text(token.text()));
        }
        if (event instanceof AnswerEvent.Completed completed) {
            return opening() + ending(completed.answer());
        }
        if (event instanceof AnswerEvent.Failed failed) {
            if (!open) {
                throw failed.thrown();
            }
            return data(OpenAiError.of(failed.cause()).json());
        }
        return "";
    }

    private String opening() {
        String first = opened ? "" : chunk(completion.opening());
        opened = true;
        return first;
    }

    private String ending(Answer answer) {
        String list = CitationList.of(answer.citations());
        return (list.isEmpty() ? "" : chunk(completion.text(list)))
                + chunk(completion.end(answer))
                + (usage ? data(completion.usage(answer)) : "")
                + DONE;
    }

    private String chunk(ObjectNode chunk) {
        return data(usage ? chunk.putNull("usage") : chunk);
    }

    /** JSON has no line break that is not escaped, so an event's data is one line. */
    private static String data(ObjectNode json) {
        return "data: " + json + "\n\n";
    }
}

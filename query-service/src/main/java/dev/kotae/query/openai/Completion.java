package dev.kotae.query.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import dev.kotae.query.answer.Answer;
import dev.kotae.query.citation.CitationList;
import java.util.List;

/**
 * One completion on the wire, whole or in chunks. Plain computation.
 *
 * @param id the answer's id, so that whoever has the completion can rate it
 * @param created seconds since 1970
 * @param model the model's id as asked for; which one served is told at the end
 * @param ignored what the client sent and nobody heeded
 */
record Completion(String id, long created, String model, List<String> ignored) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole completion. */
    ObjectNode whole(Answer answer) {
        ObjectNode completion = head("chat.completion");
        ObjectNode choice = choice(completion);
        ObjectNode message = choice.putObject("message");
        message.put("role", "assistant");
        message.put("content", answer.text() + CitationList.of(answer.citations()));
        message.putNull("refusal");
        message.set("citations", citations(answer));
        choice.put("finish_reason", finishReason(answer));
        completion.set("usage", usage(answer.tokens()));
        completion.set("kotae", extra(answer));
        return completion;
    }

    /** The first chunk, which says who speaks. */
    ObjectNode opening() {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = choice(chunk);
        choice.putObject("delta").put("role", "assistant").put("content", "");
        choice.putNull("finish_reason");
        return chunk;
    }

    /** A chunk of text. */
    ObjectNode text(String text) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = choice(chunk);
        choice.putObject("delta").put("content", text);
        choice.putNull("finish_reason");
        return chunk;
    }

    /** The chunk that says why it ended, and what was cited. */
    ObjectNode end(Answer answer) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = choice(chunk);
        choice.putObject("delta").set("citations", citations(answer));
        choice.put("finish_reason", finishReason(answer));
        chunk.set("kotae", extra(answer));
        return chunk;
    }

    /** The chunk of token counts behind the end. */
    ObjectNode usage(Answer answer) {
        ObjectNode chunk = head("chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", usage(answer.tokens()));
        return chunk;
    }

    private ObjectNode head(String object) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode choice(ObjectNode completion) {
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putNull("logprobs");
        return choice;
    }

    private static ArrayNode citations(Answer answer) {
        return JSON.valueToTree(answer.citations());
    }

    private ObjectNode extra(Answer answer) {
        ObjectNode extra = JsonNodeFactory.instance
                .objectNode()
                .put("language", answer.language())
                .put("noAnswer", answer.noAnswer());
        extra.set("unsupported", JSON.valueToTree(answer.unsupported()));
        extra.set("model", JSON.valueToTree(answer.model()));
        ArrayNode names = extra.putArray("ignored");
        ignored.forEach(names::add);
        return extra;
    }

    /** Clients wait for one of a few words and hang without any. */
    private static String finishReason(Answer answer) {
        String reason = answer.finishReason();
        return "length".equals(reason) || "content_filter".equals(reason) ? reason : "stop";
    }

    /** Where nobody counted, nothing was read or written by a model that counts: the documents' own words cost no token. */
    private static ObjectNode usage(Tokens tokens) {
        int prompt = tokens == null || tokens.prompt() == null ? 0 : tokens.prompt();
        int completion = tokens == null || tokens.completion() == null ? 0 : tokens.completion();
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
    }
}

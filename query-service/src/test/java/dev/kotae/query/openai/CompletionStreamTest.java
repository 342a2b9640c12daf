package dev.kotae.query.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.query.answer.Answer;
import dev.kotae.query.answer.AnswerEvent;
import dev.kotae.query.citation.CitationListTest;
import dev.kotae.query.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompletionStreamTest {

    private static final Completion COMPLETION = new Completion("q.1.s", 1700000000, "granite", List.of("seed"));

    @Test
    void aStreamSaysWhoSpeaksThenTextThenWhyItEndedThenDone() {
        // Given
        CompletionStream stream = new CompletionStream(COMPLETION, false);

        // When
        String sent = send(stream, sources(), token("20 days"), token(" [1]."), completed("length", 7));

        // Then
        List<JsonNode> chunks = chunks(sent);
        assertThat(sent).endsWith("data: [DONE]\n\n");
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("id").asText()).isEqualTo("q.1.s");
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("created").asLong()).isEqualTo(1700000000);
            assertThat(chunk.path("model").asText()).isEqualTo("granite");
            assertThat(chunk.path("choices")).hasSize(1);
            assertThat(chunk.path("choices").get(0).path("index").asInt(-1)).isZero();
            assertThat(chunk.path("choices").get(0).has("finish_reason")).isTrue();
            assertThat(chunk.has("usage")).isFalse();
        });
        assertThat(chunks.get(0)
                        .path("choices")
                        .get(0)
                        .path("delta")
                        .path("role")
                        .asText())
                .isEqualTo("assistant");
        assertThat(content(chunks)).isEqualTo("20 days [1].\n\n- [1] [Leave, Days](<https://example.com/leave>)");
        assertThat(chunks.subList(0, chunks.size() - 1)).allSatisfy(chunk -> assertThat(
                        chunk.path("choices").get(0).path("finish_reason").isNull())
                .isTrue());
        JsonNode end = chunks.get(chunks.size() - 1);
        assertThat(end.path("choices").get(0).path("finish_reason").asText()).isEqualTo("length");
        assertThat(end.path("choices")
                        .get(0)
                        .path("delta")
                        .path("citations")
                        .get(0)
                        .path("documentId")
                        .asText())
                .isEqualTo("leave.md");
        assertThat(end.path("kotae").path("ignored").get(0).asText()).isEqualTo("seed");
    }

    @Test
    void tokenCountsComeLastAndAreNullBefore() {
        String sent = send(new CompletionStream(COMPLETION, true), sources(), token("Yes."), completed("stop", 7));

        List<JsonNode> chunks = chunks(sent);
        assertThat(chunks.subList(0, chunks.size() - 1)).allSatisfy(chunk -> {
            assertThat(chunk.has("usage")).isTrue();
            assertThat(chunk.path("usage").isNull()).isTrue();
        });
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.path("choices").isArray()).isTrue();
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.path("usage").path("total_tokens").asInt()).isEqualTo(5 + 7);
    }

    @Test
    void anUnknownOrMissingReasonIsStop() {
        for (String reason : new String[] {null, "", "eos", "tool_calls"}) {
            List<JsonNode> chunks =
                    chunks(send(new CompletionStream(COMPLETION, false), token("Yes."), completed(reason, null)));
            assertThat(chunks.get(chunks.size() - 1)
                            .path("choices")
                            .get(0)
                            .path("finish_reason")
                            .asText())
                    .isEqualTo("stop");
        }
    }

    @Test
    void aFailureBeforeTheFirstByteIsThrown() {
        CompletionStream stream = new CompletionStream(COMPLETION, false);
        RuntimeException cause = Problems.modelFailed("The model is away");

        assertThat(send(stream, sources())).isEmpty();
        assertThatThrownBy(() -> send(stream, failed(cause))).isSameAs(cause);
    }

    @Test
    void aFailureAfterTheFirstByteIsAnEvent() {
        CompletionStream stream = new CompletionStream(COMPLETION, false);

        String sent = send(stream, token("20"), failed(Problems.modelFailed("The model broke off")));

        assertThat(sent).doesNotContain("[DONE]");
        JsonNode error = chunks(sent).get(2).path("error");
        assertThat(error.path("message").asText()).isEqualTo("The model broke off");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        assertThat(error.path("code").asText()).isEqualTo("model-failed");
        assertThat(error.path("param").isNull()).isTrue();
    }

    @Test
    void aHeartbeatIsACommentAndOpensTheStream() {
        CompletionStream stream = new CompletionStream(COMPLETION, false);

        assertThat(new String(stream.bytes(Optional.empty()), StandardCharsets.UTF_8))
                .isEqualTo(": still here\n\n");
        assertThat(send(stream, failed(Problems.modelFailed("The model is away"))))
                .startsWith("data: {\"error\"");
    }

    @Test
    void noTextCanEndALine() {
        String sent = send(new CompletionStream(COMPLETION, false), token("a\r\n\ndata: [DONE]\n\n\u2028b"));

        assertThat(sent.lines().filter(line -> !line.isEmpty())).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("data: {"));
        assertThat(content(chunks(sent))).isEqualTo("a\r\n\ndata: [DONE]\n\n\u2028b");
    }

    private static AnswerEvent sources() {
        return new AnswerEvent.Sources(List.of());
    }

    private static AnswerEvent token(String text) {
        return new AnswerEvent.Token(text);
    }

    private static AnswerEvent failed(RuntimeException cause) {
        return new AnswerEvent.Failed("q.1.s", Problems.code(cause), Problems.detail(cause), null, cause);
    }

    private static AnswerEvent completed(String reason, Integer completionTokens) {
        return new AnswerEvent.Completed(new Answer(
                "q.1.s",
                "How many?",
                "en",
                "20 days [1].",
                false,
                new AnswerCompleted.Model("granite", "vllm", null),
                List.of(CitationListTest.citation(1, "Leave", "https://example.com/leave", "Days")),
                List.of(),
                new Answer.Timings(1.0, 2.0, 3.0),
                new AnswerCompleted.Tokens(completionTokens == null ? null : 5, completionTokens),
                reason));
    }

    private static String send(CompletionStream stream, AnswerEvent... events) {
        StringBuilder sent = new StringBuilder();
        for (AnswerEvent event : events) {
            sent.append(new String(stream.bytes(Optional.of(event)), StandardCharsets.UTF_8));
        }
        return sent.toString();
    }

    private static List<JsonNode> chunks(String sent) {
        List<JsonNode> chunks = new ArrayList<>();
        for (String line : sent.split("\n")) {
            if (line.startsWith("data: {")) {
                try {
                    chunks.add(new ObjectMapper().readTree(line.substring(6)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return chunks;
    }

    private static String content(List<JsonNode> chunks) {
        StringBuilder content = new StringBuilder();
        chunks.forEach(chunk -> content.append(
                chunk.path("choices").path(0).path("delta").path("content").asText("")));
        return content.toString();
    }
}

package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.query.Hits;
import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import dev.kotae.query.prompt.PromptBudget.Form;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionRequestTest {

    @Test
    void whatTheModelIsToldIsSentWordForWordAndAsAStreamWithItsUsage() {
        JsonNode body = CompletionRequest.of(card(Map.of()), prompt(null)).body();

        assertThat(body.path("model").asText()).isEqualTo("vendor/name");
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(body.path("messages")).hasSize(2);
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(body.at("/messages/1/content").asText()).isEqualTo("What? \"\r\n\u2028{}");
    }

    @Test
    void parametersAreSentAsTheJsonThatTheyAre() {
        CompletionRequest request = CompletionRequest.of(
                card(Map.of(
                        "temperature", "0.2",
                        "stop", "[\"###\"]",
                        "guided", "{\"type\":\"object\"}",
                        "logprobs", "false",
                        "user", "kotae",
                        "empty", "")),
                prompt(null));

        JsonNode body = request.body();
        assertThat(body.path("temperature").isDouble()).isTrue();
        assertThat(body.at("/stop/0").asText()).isEqualTo("###");
        assertThat(body.at("/guided/type").asText()).isEqualTo("object");
        assertThat(body.path("logprobs").isBoolean()).isTrue();
        assertThat(body.path("user").asText()).isEqualTo("kotae");
        assertThat(body.path("empty").isTextual()).isTrue();
        assertThat(request.parameters()).containsEntry("temperature", "0.2");
    }

    @Test
    void aPromptsBudgetLowersTheModelsLimitAndNeverRaisesIt() {
        assertThat(limit(Map.of("max_tokens", "400"), 64)).isEqualTo(64);
        assertThat(limit(Map.of("max_tokens", "40"), 64)).isEqualTo(40);
        assertThat(limit(Map.of("max_tokens", "400"), null)).isEqualTo(400);
        assertThat(CompletionRequest.of(card(Map.of("max_completion_tokens", "400")), prompt(64))
                        .parameters())
                .isEqualTo(Map.of("max_completion_tokens", "64"));
    }

    @Test
    void aModelThatQuotesIsHeldToThePromptsQuotesAndOnlyToThose() {
        ModelCard card = new ModelCard(
                "id",
                "provider",
                "name",
                "Name",
                null,
                null,
                List.of(),
                List.of(),
                null,
                Map.of(),
                "guided_grammar",
                0);
        String text = "The kiln is hot.";
        Prompt quoting = new Prompt(
                "answer-quotes-en",
                "hash",
                null,
                List.of(),
                Quote.of(List.of(new Source(1, Hits.hit("d", text, 0.9, 3), text))),
                List.of(new Prompt.Turn("user", "How hot?")),
                new PromptBudget(Form.QUOTES, 1000, 3, 0, null));

        assertThat(CompletionRequest.of(card, quoting)
                        .body()
                        .path("guided_grammar")
                        .asText())
                .isEqualTo("root ::= s0\ns0 ::= \"The kiln is hot. [1]\"");
        assertThat(CompletionRequest.of(card, prompt(null)).body().has("guided_grammar"))
                .isFalse();
    }

    private static int limit(Map<String, String> parameters, Integer budget) {
        return CompletionRequest.of(card(parameters), prompt(budget))
                .body()
                .path("max_tokens")
                .asInt();
    }

    private static ModelCard card(Map<String, String> parameters) {
        return new ModelCard(
                "id", "provider", "vendor/name", "Name", null, null, List.of(), List.of(), null, parameters, null, 0);
    }

    private static Prompt prompt(Integer maxTokens) {
        return new Prompt(
                "answer-en",
                "hash",
                null,
                List.of(),
                List.of(),
                List.of(
                        new Prompt.Turn("system", "Answer from the documents."),
                        new Prompt.Turn("user", "What? \"\r\n\u2028{}")),
                new PromptBudget(Form.PROSE, 1000, 4, 100, maxTokens));
    }
}

package dev.kotae.query.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.QueryParts;
import dev.kotae.query.ReadyModels;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients that people really have talk to the door unchanged: lists, whole, streamed, token counts, failures. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class RealClientsIT {

    private static final String QUESTION = "How long are receipts kept?";
    private static final String TEXT = "Receipts are kept for seven days. [1]";
    private static final String LIST = "\n\n- [1] [Title of receipts.md, Section](<https://example.org/receipts.md";

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @TestHTTPResource("/v1")
    URI door;

    @BeforeEach
    void models() {
        collection.add("receipts.md", "Receipts are kept for seven days.");
        models.offer("client-says", Script.says(TEXT))
                .offer("client-refuses", Script.refuses(400))
                .offer(
                        "client-breaks",
                        Script.says(TEXT + " And more and more and more.").closeAtByte(1200));
        ReadyModels.await("client-says", "client-refuses", "client-breaks");
    }

    @Test
    void openAiForJava() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(door.toString())
                .apiKey("any")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            assertThat(client.models().list().data()).extracting(Model::id).contains("extractive", in("extractive"));
            assertThat(client.models().retrieve("extractive").ownedBy()).isEqualTo("kotae");

            ChatCompletion whole =
                    client.chat().completions().create(ask(in("client-says")).build());
            assertThat(whole.validate().choices().get(0).message().content().orElseThrow())
                    .startsWith(TEXT + LIST);
            assertThat(whole.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
            assertThat(whole.usage().orElseThrow().totalTokens()).isPositive();
            assertThat(whole.choices().get(0).message().toString()).contains("citations", "receipts.md");

            StringBuilder streamed = new StringBuilder();
            try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                    .completions()
                    .createStreaming(ask(in("client-says"))
                            .streamOptions(ChatCompletionStreamOptions.builder()
                                    .includeUsage(true)
                                    .build())
                            .build())) {
                List<ChatCompletionChunk> chunks = stream.stream().collect(Collectors.toList());
                chunks.forEach(chunk -> chunk.validate()
                        .choices()
                        .forEach(choice -> choice.delta().content().ifPresent(streamed::append)));
                assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().totalTokens())
                        .isEqualTo(whole.usage().orElseThrow().totalTokens());
            }
            assertThat(streamed.toString())
                    .isEqualTo(whole.choices().get(0).message().content().orElseThrow());

            assertThatThrownBy(() -> client.chat()
                            .completions()
                            .create(ask("no-such-model").build()))
                    .isInstanceOfSatisfying(NotFoundException.class, failure -> assertThat(failure.code())
                            .contains("model_not_found"));
            assertThatThrownBy(() -> client.chat()
                            .completions()
                            .createStreaming(ask(in("client-refuses")).build()))
                    .isInstanceOf(InternalServerException.class);
            assertThatThrownBy(() -> {
                        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                                .completions()
                                .createStreaming(ask(in("client-breaks")).build())) {
                            stream.stream().forEach(chunk -> {});
                        }
                    })
                    .isInstanceOf(OpenAIException.class);
        } finally {
            client.close();
        }
    }

    @Test
    void langChain4j() throws Exception {
        assertThat(OpenAiModelCatalog.builder()
                        .baseUrl(door.toString())
                        .apiKey("any")
                        .build()
                        .listModels())
                .extracting(model -> model.name())
                .contains("extractive", in("extractive"));

        ChatResponse whole = OpenAiChatModel.builder()
                .baseUrl(door.toString())
                .apiKey("any")
                .modelName(in("client-says"))
                .temperature(0.1)
                .maxRetries(0)
                .build()
                .chat(SystemMessage.from("Be brief."), UserMessage.from(QUESTION));
        assertThat(whole.aiMessage().text()).startsWith(TEXT + LIST);
        assertThat(whole.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(whole.tokenUsage().totalTokenCount()).isPositive();

        ChatResponse streamed = stream("client-says").get(20, TimeUnit.SECONDS);
        assertThat(streamed.aiMessage().text()).isEqualTo(whole.aiMessage().text());
        assertThat(streamed.tokenUsage().totalTokenCount())
                .isEqualTo(whole.tokenUsage().totalTokenCount());
        assertThat(streamed.finishReason()).isEqualTo(FinishReason.STOP);

        assertThatThrownBy(() -> OpenAiChatModel.builder()
                        .baseUrl(door.toString())
                        .apiKey("any")
                        .modelName("no-such-model")
                        .maxRetries(0)
                        .build()
                        .chat(QUESTION))
                .isInstanceOf(ModelNotFoundException.class);
        assertThat(stream("client-refuses")).failsWithin(Duration.ofSeconds(20));
    }

    @Test
    void openAiForPython() throws Exception {
        check(ClientProgram.python("contract.py", arguments()));
    }

    @Test
    void openAiForNode() throws Exception {
        check(ClientProgram.node("contract.mjs", arguments()));
    }

    private void check(JsonNode seen) {
        assertThat(seen.path("models")).extracting(JsonNode::asText).contains("extractive", in("extractive"));
        assertThat(seen.path("retrieved").asText()).isEqualTo("kotae");
        assertThat(seen.path("id").asText()).matches("[0-9a-f-]{36}\\.1\\.[\\w-]{22}");
        assertThat(seen.path("content").asText()).startsWith(TEXT + LIST);
        assertThat(seen.path("finishReason").asText()).isEqualTo("stop");
        assertThat(seen.path("tokens").asInt()).isPositive();
        assertThat(seen.path("document").asText()).isEqualTo("receipts.md");
        assertThat(seen.path("streamed")).isEqualTo(seen.path("content"));
        assertThat(seen.path("streamedTokens")).isEqualTo(seen.path("tokens"));
        assertThat(seen.path("reasons")).extracting(JsonNode::asText).containsExactly("stop");
        assertThat(seen.path("unknown").asText()).isEqualTo("model_not_found");
        assertThat(seen.path("refused").asText()).startsWith("model-");
        assertThat(seen.path("broken").asText()).startsWith("model-");
    }

    private String[] arguments() {
        return new String[] {door.toString(), in("client-says"), in("client-refuses"), in("client-breaks")};
    }

    private CompletableFuture<ChatResponse> stream(String model) {
        CompletableFuture<ChatResponse> response = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(door.toString())
                .apiKey("any")
                .modelName(in(model))
                .build()
                .chat(QUESTION, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {
                        // The whole text comes with the end
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse whole) {
                        response.complete(whole);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        response.completeExceptionally(failure);
                    }
                });
        return response;
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addSystemMessage("Be brief.")
                .addUserMessage(QUESTION);
    }

    private String in(String model) {
        return ModelName.of(model, collection.name());
    }
}

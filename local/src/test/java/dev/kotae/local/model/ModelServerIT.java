package dev.kotae.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelServerIT {
    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void smallModelAnswersAStreamedQuestionAndRefusesWhatItsContextCannotHold() throws Exception {
        try (ModelServer server = ModelServer.start(Placement.passing(folder, "model"), model())) {
            HttpResponse<String> streamed = ask(
                    server, "'stream':true,'seed':1,'max_tokens':40", "What is the capital of France? One sentence.");
            List<JsonNode> chunks = streamed.body()
                    .lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> parsed(line.substring("data: ".length())))
                    .toList();
            String text = chunks.stream()
                    .map(chunk -> chunk.at("/choices/0/delta/content").asText())
                    .collect(Collectors.joining());
            assertThat(text).contains("Paris");
            assertThat(chunks.get(chunks.size() - 1)
                            .at("/choices/0/finish_reason")
                            .asText())
                    .isEqualTo("stop");
            assertThat(streamed.body().strip()).endsWith("data: [DONE]");

            JsonNode whole = parsed(
                    ask(server, "'max_tokens':5", "Count to one hundred.").body());
            assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(whole.at("/usage/completion_tokens").asInt()).isEqualTo(5);

            JsonNode chosen = parsed(ask(
                            server,
                            "'max_tokens':40,'grammar':'root ::= \\\"Oslo [1]\\\" | \\\"パリ [2]\\\"'",
                            "What is the capital of Norway?")
                    .body());
            assertThat(chosen.at("/choices/0/message/content").asText()).isEqualTo("Oslo [1]");

            HttpResponse<String> tooLong = ask(server, "'max_tokens':5", "word ".repeat(5_000));
            assertThat(tooLong.statusCode()).isEqualTo(400);
            assertThat(parsed(tooLong.body()).at("/error/code").asText()).isEqualTo("context_length_exceeded");
        }
        assertThat(ModelServer.process(folder)).isEmpty();
    }

    private static ModelFile model() {
        try {
            return ModelFile.smolLm2();
        } catch (PartFailedException e) {
            if ("required".equals(System.getProperty("kotae.tools"))) {
                fail("The model cannot be fetched: " + e.getMessage());
            }
            return abort("Skipped, the model cannot be fetched: " + e.getMessage());
        }
    }

    private HttpResponse<String> ask(ModelServer server, String options, String question) throws Exception {
        String body = "{'model':'smollm2-135m-instruct',%s,'messages':[{'role':'user','content':'%s'}]}"
                .formatted(options, question)
                .replace('\'', '"');
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(text, e);
        }
    }
}

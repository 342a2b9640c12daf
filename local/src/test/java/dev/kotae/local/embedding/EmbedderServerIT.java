package dev.kotae.local.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedderServerIT {
    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aJapaneseQuestionIsNearerToThePassageThatAnswersIt() throws Exception {
        Placement place = Placement.passing(folder, "embedder");
        try (EmbedderServer server = started(place)) {
            assertThat(EmbedderServer.process(folder))
                    .map(ChildProcess::isAlive)
                    .contains(true);
            double[] question = vector(server, "query", "削除した文書はいつ検索に出なくなりますか");
            double[] answer = vector(server, "passage", "文書を消すと、その変更が適用された時点で、結果に現れなくなります。");
            double[] other = vector(server, "passage", "パン生地は、暖かい台所に置くと早くふくらみます。");

            assertThat(question).hasSize(384);
            assertThat(cosine(question, answer)).isGreaterThan(cosine(question, other) + 0.02);
            assertThat(vector(server, "passage", "削除した文書はいつ検索に出なくなりますか"))
                    .as("a passage is not embedded as a question is")
                    .isNotEqualTo(question);
        }
        assertThat(EmbedderServer.process(folder)).isEmpty();
    }

    private static EmbedderServer started(Placement place) {
        try {
            return EmbedderServer.start(place);
        } catch (PartFailedException e) {
            if ("required".equals(System.getProperty("kotae.tools"))) {
                fail("The embedder cannot be run: " + e.getMessage());
            }
            return abort("Skipped, the embedder cannot be run: " + e.getMessage());
        }
    }

    private double[] vector(EmbedderServer server, String type, String text) throws Exception {
        String body = json.writeValueAsString(Map.of("model", EmbedderServer.MODEL, "input_type", type, "input", text));
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/embeddings"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode numbers = json.readTree(response.body()).at("/data/0/embedding");
        double[] vector = new double[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).asDouble();
        }
        return vector;
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }
}

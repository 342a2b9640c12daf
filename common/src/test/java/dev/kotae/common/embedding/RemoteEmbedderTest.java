package dev.kotae.common.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kotae.common.embedding.Embedder.Purpose;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteEmbedderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static Vertx vertx;

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 200;
    private volatile String answer = vector("3, 4");
    private volatile boolean silent;
    private HttpServer server;
    private RemoteEmbedder embedder;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", this::respond);
        server.setExecutor(threads);
        server.start();
        embedder = embedder(Map.of());
    }

    @AfterEach
    void close() {
        end.countDown();
        embedder.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void vectorsHaveUnitLength() {
        float[] vector = Vectors.await(embedder.embed("text", Purpose.PASSAGE));

        assertThat(vector).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"QUERY, query", "PASSAGE, passage"})
    void theServerIsToldWhatATextIsFor(Purpose purpose, String type) {
        Vectors.await(embedder.embed("窯は\u0000何度", purpose));

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).path("input").asText()).isEqualTo("窯は 何度");
        assertThat(asked.get(0).path("input_type").asText()).isEqualTo(type);
        assertThat(asked.get(0).path("model").asText()).isEqualTo("Intfloat/Some_E5");
    }

    @Test
    void itsIdChangesWithNameAndDimension() {
        assertThat(embedder.id()).isEqualTo("intfloat-some-e5-2").matches("[a-z0-9.-]+");
        assertThat(embedder(Map.of("dimension", "3")).id()).isEqualTo("intfloat-some-e5-3");
        assertThat(embedder(Map.of("model", "other")).id()).isEqualTo("other-2");
        assertThat(embedder.dimension()).isEqualTo(2);
        assertThat(embedder.maxTokens()).isEqualTo(512);
        assertThat(embedder.languages()).isEmpty();
    }

    @Test
    void aRefusalIsToldInTheServersWordsAndMayPass() {
        status = 503;
        answer = "{\"error\": {\"message\": \"the model is\\nbeing loaded\"}}";

        assertAway("status 503: the model is being loaded");

        status = 200;
        answer = vector("1, 0");
        assertThat(Vectors.await(embedder.embed("text", Purpose.PASSAGE))).containsExactly(1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "{}", "{\"data\": []}", "[]", ""})
    void anAnswerWithoutAVectorIsRefused(String strange) {
        answer = strange;

        assertAway("answered with");
    }

    @Test
    void anotherDimensionIsNamed() {
        answer = vector("1, 2, 3");

        assertAway("vectors of 3 numbers, but kotae.embedder.dimension is 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0, 0", "null, 1", "\"a\", 1"})
    void aVectorWithoutADirectionIsRefused(String numbers) {
        answer = vector(numbers);

        assertAway("no direction");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        silent = true;
        try (RemoteEmbedder hasty = embedder(Map.of("timeout", "PT0.2S"))) {
            assertThatThrownBy(() -> Vectors.await(hasty.embed("text", Purpose.PASSAGE)))
                    .isInstanceOf(EmbedderAwayException.class)
                    .hasMessageContaining("no vector in 200 ms");
        }
    }

    @Test
    void aServerThatIsNotThereIsAway() {
        try (RemoteEmbedder lost = embedder(Map.of("base-url", "http://127.0.0.1:1/v1"))) {
            assertThatThrownBy(() -> Vectors.await(lost.embed("text", Purpose.PASSAGE)))
                    .isInstanceOf(EmbedderAwayException.class)
                    .hasMessageContaining("http://127.0.0.1:1/v1/embeddings cannot be asked");
        }
    }

    @Test
    void soManyTextsAreUnderWayAndAQuestionGoesFirst() {
        CountDownLatch all = new CountDownLatch(6);
        silent = true;
        IntStream.range(0, 5).forEach(i -> begin("passage " + i, Purpose.PASSAGE, all));
        await().until(() -> asked.size() == 2);
        begin("question", Purpose.QUERY, all);

        silent = false;
        end.countDown();

        await().until(() -> all.getCount() == 0);
        List<String> order =
                asked.stream().map(body -> body.path("input").asText()).toList();
        assertThat(order.subList(0, 4)).contains("passage 0", "passage 1", "question");
    }

    @Test
    void aTextThatIsTooLongFailsUnasked() {
        assertThatThrownBy(() -> Vectors.await(embedder.embed("窯".repeat(507), Purpose.PASSAGE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokens")
                .hasMessageContaining("512");
        assertThat(asked).isEmpty();
        assertThat(Vectors.await(embedder.embed("窯".repeat(506), Purpose.PASSAGE)))
                .hasSize(2);
    }

    @Test
    void theTokenIsReadAtEachCall() throws IOException {
        Path file = folder.resolve("key");
        Files.writeString(file, "one\n");
        try (RemoteEmbedder authorized = embedder(Map.of("api-key-file", file.toString()))) {
            Vectors.await(authorized.embed("text", Purpose.PASSAGE));
            Files.writeString(file, "two\n");
            Vectors.await(authorized.embed("text", Purpose.PASSAGE));
            Files.delete(file);
            assertThatThrownBy(() -> Vectors.await(authorized.embed("text", Purpose.PASSAGE)))
                    .isInstanceOf(EmbedderAwayException.class)
                    .hasMessageContaining("api-key-file");
        }
        assertThat(authorizations).containsExactly("Bearer one", "Bearer two");
    }

    @ParameterizedTest
    @CsvSource({
        "base-url, ftp://host/v1, base-url",
        "dimension, 0, dimension",
        "max-tokens, 10, max-tokens",
        "model, ///, model",
        "cosine-evidence, 0.5, cosines"
    })
    void aSettingThatCannotBeMeantSoIsNamed(String setting, String value, String named) {
        assertThatThrownBy(() -> embedder(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void withoutAServerTheModelInsideIsMeant() {
        EmbedderConfig none = config(Map.of());
        try (EmbeddingModel model = EmbeddingModel.of(none, vertx, 1)) {
            assertThat(model).isInstanceOf(OnnxEmbedder.class);
        }
    }

    private void begin(String text, Purpose purpose, CountDownLatch done) {
        embedder.embed(text, purpose).subscribe().with(vector -> done.countDown(), failure -> {});
    }

    private void assertAway(String message) {
        assertThatThrownBy(() -> Vectors.await(embedder.embed("a secret text", Purpose.PASSAGE)))
                .isInstanceOf(EmbedderAwayException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    private RemoteEmbedder embedder(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "base-url", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/",
                "model", "Intfloat/Some_E5",
                "dimension", "2"));
        all.putAll(settings);
        return new RemoteEmbedder(config(all), vertx, 2);
    }

    private static EmbedderConfig config(Map<String, String> set) {
        return new Settings(
                Optional.ofNullable(set.get("base-url")).map(URI::create),
                set.getOrDefault("model", "model"),
                Optional.ofNullable(set.get("api-key-file")).map(Path::of),
                Integer.parseInt(set.getOrDefault("dimension", "2")),
                Integer.parseInt(set.getOrDefault("max-tokens", "512")),
                Duration.parse(set.getOrDefault("timeout", "PT30S")),
                0.75,
                0.95,
                Double.parseDouble(set.getOrDefault("cosine-evidence", "0.84")));
    }

    private record Settings(
            Optional<URI> baseUrl,
            String model,
            Optional<Path> apiKeyFile,
            int dimension,
            int maxTokens,
            Duration timeout,
            double cosineUnrelated,
            double cosineSame,
            double cosineEvidence)
            implements EmbedderConfig {}

    private void respond(HttpExchange exchange) throws IOException {
        asked.add(JSON.readTree(exchange.getRequestBody()));
        if (exchange.getRequestHeaders().containsKey("Authorization")) {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        if (silent) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String vector(String numbers) {
        return "{\"object\": \"list\", \"data\": [{\"index\": 0, \"embedding\": [" + numbers + "]}]}";
    }
}

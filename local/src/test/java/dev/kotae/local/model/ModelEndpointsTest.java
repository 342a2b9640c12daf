package dev.kotae.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelEndpointsTest {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final EchoModel model = new EchoModel();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new ModelEndpoints(model, "echo").listen(0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void wholeAnswerHasAFinishReasonAndUsage() throws Exception {
        HttpResponse<String> response = ask("{'model':'echo','messages':[{'role':'user','content':'one two three'}]}");

        JsonNode body = json.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("one two three ");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(6);
    }

    @Test
    void streamEndsWithAFinishReasonUsageAndDone() throws Exception {
        HttpResponse<String> response = ask("{'model':'echo','stream':true,'stream_options':{'include_usage':true},"
                + "'max_tokens':2,'messages':[{'role':'user','content':[{'type':'text','text':'one two three'}]}]}");

        List<String> events = response.body()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring("data: ".length()))
                .toList();
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(json.readTree(events.get(0)).at("/choices/0/delta/role").asText())
                .isEqualTo("assistant");
        assertThat(json.readTree(events.get(1)).at("/choices/0/finish_reason").isNull())
                .isTrue();
        assertThat(json.readTree(events.get(events.size() - 3))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("length");
        assertThat(json.readTree(events.get(events.size() - 2))
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json | 400 | ",
                "[] | 400 | ",
                "{'model':'echo'} | 400 | ",
                "{'model':'echo','messages':[]} | 400 | ",
                "{'model':'echo','messages':[{'role':'robot','content':'x'}]} | 400 | ",
                "{'model':'echo','temperature':3,'messages':[{'role':'user','content':'x'}]} | 400 | ",
                "{'model':'echo','max_tokens':0,'messages':[{'role':'user','content':'x'}]} | 400 | ",
                "{'model':'echo','grammar':7,'messages':[{'role':'user','content':'x'}]} | 400 | ",
                "{'model':'other','messages':[{'role':'user','content':'x'}]} | 404 | model_not_found",
                "{'model':'echo','messages':[{'role':'user','content':'1 2 3 4 5 6 7 8'}]} | 400 | context_length_exceeded",
            })
    void whatCannotBeAnsweredIsAnErrorInTheApisShape(String body, int status, String code) throws Exception {
        HttpResponse<String> response = ask(body);

        JsonNode error = json.readTree(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("code").textValue()).isEqualTo(code);
    }

    @Test
    void generationEndsWhenTheClientLeaves() throws Exception {
        model.endless = true;
        byte[] body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", server.getAddress().getPort())) {
            String head =
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            await().until(() -> model.running.get() == 1);
        }

        await().until(() -> model.running.get() == 0);
    }

    @Test
    void requestsTakeTurns() throws Exception {
        String body = "{'model':'echo','messages':[{'role':'user','content':'one two three'}]}";

        List<CompletableFuture<HttpResponse<String>>> asked = List.of(later(body), later(body), later(body));

        for (CompletableFuture<HttpResponse<String>> response : asked) {
            assertThat(response.get().statusCode()).isEqualTo(200);
        }
        assertThat(model.mostAtOnce.get()).isEqualTo(1);
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> later(String body) {
        return client.sendAsync(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions");
        return HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
    }

    /** Says what the user said, one word a token, in a context of eight. */
    private static final class EchoModel implements LanguageModel {
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        volatile boolean endless;

        @Override
        public int contextTokens() {
            return 8;
        }

        @Override
        public String prompt(ChatRequest request) {
            return request.messages().get(0).content();
        }

        @Override
        public int countTokens(String text) {
            return text.isBlank() ? 0 : text.trim().split(" ").length;
        }

        @Override
        public String generate(String prompt, int promptTokens, ChatRequest request, Sink sink) throws IOException {
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                int made = 0;
                for (String word : prompt.split(" ")) {
                    do {
                        if (request.maxTokens() > 0 && made == request.maxTokens()) {
                            return "length";
                        }
                        sink.accept(word + " ");
                        made++;
                    } while (endless);
                }
                return "stop";
            } finally {
                running.decrementAndGet();
            }
        }
    }
}

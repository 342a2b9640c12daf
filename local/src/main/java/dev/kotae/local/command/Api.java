package dev.kotae.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTTP interface of one service, as one user. Errors come out as sentences, with the service's own code where it gave one. */
final class Api {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String user;

    Api(URI base, String user) {
        this.base = base;
        this.user = user;
    }

    String get(String path, String accept) {
        return text(request(path, accept).GET().build());
    }

    /** As {@link #get}, but with one status that is an answer too. */
    Answer getOr(String path, String accept, int expected) {
        HttpResponse<String> response = send(request(path, accept).GET().build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2 && response.statusCode() != expected) {
            throw problem(response.statusCode(), response.body());
        }
        return new Answer(response.statusCode(), response.body());
    }

    /** What was answered. */
    record Answer(int status, String body) {}

    String put(String path, Object body) {
        return text(request(path, "application/json").PUT(json(body)).build());
    }

    String post(String path, Object body) {
        return text(request(path, "application/json").POST(json(body)).build());
    }

    String delete(String path) {
        return text(request(path, "application/json").DELETE().build());
    }

    /** The lines of a stream of events, as they come. */
    Stream<String> stream(String path, Object body) {
        HttpResponse<Stream<String>> response =
                send(request(path, "text/event-stream").POST(json(body)).build(), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            try (Stream<String> lines = response.body()) {
                throw problem(response.statusCode(), lines.collect(Collectors.joining("\n")));
            }
        }
        return response.body();
    }

    private String text(HttpRequest request) {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw problem(response.statusCode(), response.body());
        }
        return response.body();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new ApiException("The service at " + base + " does not answer. Is it up? ./kotae status tells.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("Interrupted.");
        }
    }

    private HttpRequest.Builder request(String path, String accept) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", accept)
                .header("X-Kotae-User", user);
    }

    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofString(Json.pretty(body));
    }

    private ApiException problem(int status, String body) {
        String text = "";
        try {
            JsonNode problem = Json.MAPPER.readTree(body);
            String detail = problem.path("detail").asText(problem.path("title").asText(""));
            String code = problem.path("code").asText("");
            text = detail + (code.isEmpty() ? "" : " (" + code + ")");
        } catch (JsonProcessingException notAProblem) {
            text = "";
        }
        return new ApiException(
                text.isBlank() ? "The service at " + base + " answered with status " + status + "." : text);
    }
}

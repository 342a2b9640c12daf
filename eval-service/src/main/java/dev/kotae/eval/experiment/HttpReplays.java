package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.common.event.AnswerCompleted.Source;
import dev.kotae.common.event.EventJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks the query service to answer questions once more. Never blocks. */
@ApplicationScoped
class HttpReplays {

    private static final String PATH = "/api/replays";
    private static final String USER = "kotae-eval";
    private static final int OK = 200;

    /** What the plan or the question is to blame for; anything else may be different next time. */
    private static final Set<Integer> FINAL = Set.of(400, 404, 413, 422);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI address;
    private final ExperimentsConfig config;

    HttpReplays(ExperimentsConfig config) {
        this.config = config;
        String base = config.queryUrl().toString();
        this.address = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PATH);
    }

    /**
     * Has a question answered. Cancelling it closes the connection, which ends the call to the model.
     *
     * @return what came of it; fails with {@link RefusedReplayException} where asking again is of no use, and else where the query
     *     service is away, busy, or does not let this service in
     */
    Uni<Trial.Side> replay(Replay replay) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(EventJson.write(replay)));
        return Uni.createFrom()
                .<HttpResponse<byte[]>>emitter(emitter -> {
                    CompletableFuture<HttpResponse<byte[]>> asked =
                            client.sendAsync(asThisService(request).build(), BodyHandlers.ofByteArray());
                    emitter.onTermination(() -> asked.cancel(true));
                    asked.whenComplete((response, failure) -> {
                        if (failure == null) {
                            emitter.complete(response);
                        } else {
                            emitter.fail(failure);
                        }
                    });
                })
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(HttpReplays::side);
    }

    /** A token that is rotated is taken up without a restart. */
    private HttpRequest.Builder asThisService(HttpRequest.Builder request) {
        Optional<String> token = config.token().or(() -> config.tokenFile().map(HttpReplays::read));
        return token.map(bearer -> request.header("Authorization", "Bearer " + bearer.strip()))
                .orElseGet(() -> request.header("X-Kotae-User", USER));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The token for the query service cannot be read from " + file, e);
        }
    }

    private static Trial.Side side(HttpResponse<byte[]> response) {
        try {
            if (response.statusCode() == OK) {
                return EventJson.read(response.body(), Trial.Side.class);
            }
            JsonNode problem = EventJson.read(response.body(), JsonNode.class);
            String told = problem.path("detail").asText(problem.path("title").asText(""));
            if (FINAL.contains(response.statusCode())) {
                throw new RefusedReplayException(told);
            }
            throw new IllegalStateException(
                    "The query service answers with status " + response.statusCode() + ": " + told);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The query service answers with status " + response.statusCode() + " and no JSON", e);
        }
    }

    /**
     * A question, as the query service takes it.
     *
     * @param experiment the experiment's id
     * @param questionId the id of the question that the answers belong to
     * @param number 1 for the baseline, 2 for the candidate
     * @param user whose question it was: erasing what is kept of them erases the answers too
     * @param question what is asked
     * @param model by which model
     * @param maxChunks the most chunks of the prompt, or null for as many as usual
     * @param collections which to search
     * @param sources the chunks to answer from, or null to search
     * @param prompt the text of a prompt template to take, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replay(
            String experiment,
            String questionId,
            int number,
            String user,
            String question,
            String model,
            Integer maxChunks,
            List<String> collections,
            List<Source> sources,
            String prompt) {}
}

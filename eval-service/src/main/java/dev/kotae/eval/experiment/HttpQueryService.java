package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.common.event.AnswerCompleted.Cost;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Source;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import dev.kotae.common.event.EventJson;
import dev.kotae.eval.experiment.BothOrders.Verdict;
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

/** Asks the query service to answer questions once more, and to judge answers. Never blocks. */
@ApplicationScoped
class HttpQueryService {

    private static final String REPLAYS = "/api/replays";
    private static final String JUDGEMENTS = "/api/judgements";
    private static final String USER = "kotae-eval";
    private static final int OK = 200;
    private static final int MODEL_FAILED = 502;
    private static final int MODEL_TIMEOUT = 504;

    /** What the plan or the question is to blame for; anything else may be different next time. */
    private static final Set<Integer> FINAL = Set.of(400, 404, 413, 422);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String address;
    private final ExperimentsConfig config;

    HttpQueryService(ExperimentsConfig config) {
        this.config = config;
        String base = config.queryUrl().toString();
        this.address = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /**
     * Has a question answered. Cancelling it closes the connection, which ends the call to the model.
     *
     * @return what came of it; fails with {@link RefusedReplayException} where asking again is of no use, and else where the query
     *     service is away, busy, or does not let this service in
     */
    Uni<Replayed> replay(Replay replay) {
        return post(REPLAYS, replay, Replayed.class);
    }

    /**
     * Has two answers judged, in this order. Cancelling it closes the connection, which ends the call to the model.
     *
     * @return what was said; fails as {@link #replay}, and with {@link ModelFailedException} where the judge failed
     */
    Uni<Judgement> judge(ToJudge question) {
        return post(JUDGEMENTS, question, Judgement.class);
    }

    private <T> Uni<T> post(String path, Object body, Class<T> type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(EventJson.write(body)));
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
                .map(response -> read(response, type));
    }

    /** A token that is rotated is taken up without a restart. */
    private HttpRequest.Builder asThisService(HttpRequest.Builder request) {
        Optional<String> token = config.token().or(() -> config.tokenFile().map(HttpQueryService::read));
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

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            if (response.statusCode() == OK) {
                return EventJson.read(response.body(), type);
            }
            JsonNode problem = EventJson.read(response.body(), JsonNode.class);
            String told = problem.path("detail").asText(problem.path("title").asText(""));
            if (FINAL.contains(response.statusCode())) {
                throw new RefusedReplayException(told);
            }
            if (response.statusCode() == MODEL_FAILED || response.statusCode() == MODEL_TIMEOUT) {
                throw new ModelFailedException(told);
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

    /**
     * What came of it.
     *
     * @param text the answer, or null where there is none; the other fields are those of {@link Trial.Side}
     */
    record Replayed(
            Outcome outcome,
            String error,
            Model model,
            String promptHash,
            int chunks,
            int unsupported,
            String text,
            Timings timings,
            Tokens tokens,
            Cost cost) {

        Trial.Side side() {
            return new Trial.Side(outcome, error, model, promptHash, chunks, unsupported, timings, tokens, cost);
        }
    }

    /**
     * Two answers to judge, as the query service takes them.
     *
     * @param model the judge
     * @param question what was asked
     * @param sources the chunks that both were made from
     * @param first the answer to read first
     * @param second the answer to read second
     */
    record ToJudge(String model, String question, List<Source> sources, String first, String second) {}

    /**
     * What a judge said.
     *
     * @param verdict by the places in which it read the answers
     * @param model the model that judged
     * @param promptId the template's id
     * @param promptHash the template's hash
     */
    record Judgement(Verdict verdict, Model model, String promptId, String promptHash) {

        String judge() {
            return model.revision() == null ? model.id() : model.id() + " (" + model.revision() + ")";
        }

        String prompt() {
            return promptId + " " + promptHash;
        }
    }
}

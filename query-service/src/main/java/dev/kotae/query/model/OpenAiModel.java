package dev.kotae.query.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.prompt.PromptBudget;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** A model behind OpenAI's API, asked by streaming. */
final class OpenAiModel implements Model {

    private static final Logger LOG = Logger.getLogger(OpenAiModel.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DONE = "[DONE]";

    private final String id;
    private final Provider provider;
    private final CatalogueConfig config;

    OpenAiModel(String id, Provider provider, CatalogueConfig config) {
        this.id = id;
        this.provider = provider;
        this.config = config;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String provider() {
        return provider.name();
    }

    @Override
    public String revision() {
        return null;
    }

    @Override
    public Multi<ModelEvent> answer(Prompt prompt) {
        return Multi.createFrom().deferred(() -> {
            Reading reading = new Reading();
            Multi<ModelEvent> events = guarded(provider.complete(request(prompt)))
                    .select()
                    .first(data -> !data.strip().equals(DONE))
                    .onItem()
                    .transformToIterable(reading::read);
            return Multi.createBy()
                    .concatenating()
                    .streams(events, Multi.createFrom().deferred(reading::end))
                    .onFailure()
                    .transform(this::problem);
        });
    }

    /** Three patiences: for the first piece, between two pieces, and for it all. */
    private Multi<String> guarded(Multi<String> pieces) {
        Duration total = config.totalTimeout();
        Multi<String> patient = new Patience(config.firstTokenTimeout(), config.idleTimeout()).watch(pieces);
        Multi<String> deadline = Multi.createFrom()
                .uni(io.smallrye.mutiny.Uni.createFrom()
                        .<String>nothing()
                        .ifNoItem()
                        .after(total)
                        .failWith(() -> new TimeoutException("total")));
        Multi<String> ended = patient.onCompletion().continueWith(DONE);
        return Multi.createBy().merging().streams(ended, deadline).select().first(data -> !data.strip()
                .equals(DONE));
    }

    private JsonNode request(Prompt prompt) {
        ObjectNode request = JSON.createObjectNode()
                .put("model", id)
                .put("stream", true)
                .put("temperature", 0)
                .put("max_tokens", maxTokens(prompt.budget()));
        request.putObject("stream_options").put("include_usage", true);
        ArrayNode messages = request.putArray("messages");
        for (Prompt.Turn turn : prompt.messages()) {
            messages.addObject().put("role", turn.role()).put("content", turn.content());
        }
        return request;
    }

    private int maxTokens(PromptBudget budget) {
        return budget.maxTokens() == null ? config.maxTokens() : Math.min(budget.maxTokens(), config.maxTokens());
    }

    private Throwable problem(Throwable failure) {
        if (Problems.isProblem(failure)) {
            return failure;
        }
        LOG.warnf("Model %s of provider %s failed: %s", id, provider.name(), failure);
        if (failure instanceof TimeoutException) {
            return Problems.modelFailed("The model " + id + " took too long; try again or choose another one");
        }
        if (failure instanceof OpenAiHttp.RefusedException refused) {
            return Problems.modelFailed("The model " + id + " refused with status " + refused.status()
                    + (refused.status() == 429 ? ": it has too much to do; try again later" : ""));
        }
        return Problems.modelFailed(
                "The model " + id + " cannot be reached or broke off; try again or choose another one");
    }

    /** Reads one stream. Not thread-safe: its pieces come one after the other. */
    private final class Reading {

        private boolean started;
        private String finishReason;
        private Integer promptTokens;
        private Integer completionTokens;

        List<ModelEvent> read(String data) {
            if (data.isBlank()) {
                return List.of();
            }
            JsonNode piece = parse(data);
            if (piece.has("error")) {
                throw Problems.modelFailed("The model " + id + " reported an error");
            }
            List<ModelEvent> events = new ArrayList<>();
            JsonNode choice = piece.path("choices").path(0);
            String text = choice.path("delta").path("content").asText("");
            if (!text.isEmpty()) {
                if (!started) {
                    started = true;
                    events.add(new ModelEvent.Started(OpenAiModel.this, Map.of(), 0));
                }
                events.add(new ModelEvent.Token(text));
            }
            if (choice.path("finish_reason").isTextual()) {
                finishReason = choice.path("finish_reason").asText();
            }
            if (piece.path("usage").isObject()) {
                promptTokens = piece.path("usage").path("prompt_tokens").asInt();
                completionTokens = piece.path("usage").path("completion_tokens").asInt();
            }
            return events;
        }

        Multi<ModelEvent> end() {
            return finishReason == null
                    ? Multi.createFrom()
                            .failure(Problems.modelFailed(
                                    "The model " + id + " broke off in the middle of its answer; try again"))
                    : Multi.createFrom().item(new ModelEvent.Finished(finishReason, promptTokens, completionTokens));
        }

        private JsonNode parse(String data) {
            try {
                return JSON.readTree(data);
            } catch (JsonProcessingException e) {
                throw Problems.modelFailed("The model " + id + " answered with something that is not OpenAI's API");
            }
        }
    }
}

package dev.kotae.query.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that speaks OpenAI's API. */
final class Provider {

    private final String name;
    private final ProviderConfig.Provider config;
    private final OpenAiHttp http;
    private final String baseUrl;

    Provider(String name, ProviderConfig.Provider config, OpenAiHttp http) {
        this.name = name;
        this.config = config;
        this.http = http;
        this.baseUrl = config.baseUrl().toString().replaceAll("/+$", "");
    }

    String name() {
        return name;
    }

    /** The host it is at, for metrics and traces. */
    String host() {
        return config.baseUrl().getHost();
    }

    /** What it lists under {@code /v1/models}. Fails when it cannot be asked. */
    Uni<JsonNode> models() {
        return Uni.createFrom().deferred(() -> http.get(baseUrl + "/models", authorization()));
    }

    /** The data of a completion's events, without the last {@code [DONE]}. */
    Multi<String> complete(JsonNode request, Context trace) {
        return Multi.createFrom()
                .deferred(() -> http.stream(baseUrl + "/chat/completions", authorization(), request, trace));
    }

    /** Read at each call, so that a token that was renewed in its file is taken up; a file of a few bytes that the system has cached. */
    private String authorization() {
        return config.apiKey()
                .or(() -> config.apiKeyFile().map(this::read))
                .map(key -> "Bearer " + key)
                .orElse(null);
    }

    private String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the token of provider " + name + " from " + file, e);
        }
    }

    /** Whether another provider is the same server, asked in the same way. */
    boolean sameAs(Provider other) {
        return name.equals(other.name)
                && baseUrl.equals(other.baseUrl)
                && config.apiKey().equals(other.config.apiKey())
                && config.apiKeyFile().equals(other.config.apiKeyFile());
    }
}

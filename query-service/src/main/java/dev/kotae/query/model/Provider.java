package dev.kotae.query.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that speaks OpenAI's API. */
final class Provider {

    private final String name;
    private final ProviderConfig.Provider config;
    private final OpenAiHttp http;

    Provider(String name, ProviderConfig.Provider config, OpenAiHttp http) {
        this.name = name;
        this.config = config;
        this.http = http;
    }

    String name() {
        return name;
    }

    /** The models that are configured, or else all that the server lists. Fails when it cannot be asked. */
    Uni<List<String>> models() {
        return http.get(config.baseUrl() + "/models", authorization()).map(list -> {
            List<String> ids = new ArrayList<>();
            for (JsonNode model : list.path("data")) {
                ids.add(model.path("id").asText());
            }
            return config.models()
                    .map(wanted -> wanted.stream().filter(ids::contains).toList())
                    .orElse(ids);
        });
    }

    Optional<List<String>> configuredModels() {
        return config.models();
    }

    Multi<String> complete(JsonNode request) {
        return http.stream(config.baseUrl() + "/chat/completions", authorization(), request);
    }

    /** Read at each call, so that a token that was renewed in its file is taken up. */
    private String authorization() {
        return config.apiKey()
                .or(() -> config.apiKeyFile().map(this::read))
                .map(key -> "Bearer " + key)
                .orElse(null);
    }

    private String read(java.nio.file.Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the token of provider " + name + " from " + file, e);
        }
    }
}

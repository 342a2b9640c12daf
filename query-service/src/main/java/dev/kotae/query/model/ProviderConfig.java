package dev.kotae.query.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers by name, {@code kotae.providers.<name>.…}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.providers")
interface ProviderConfig {

    /** The providers. */
    @WithParentName
    Map<String, Provider> all();

    /** A server that speaks OpenAI's API. */
    interface Provider {

        /** Where its API is, such as {@code https://host/v1}. */
        URI baseUrl();

        /** The token itself; better is a file. */
        Optional<String> apiKey();

        /** A file that holds the token. */
        Optional<Path> apiKeyFile();

        /** The models to offer; absent: all that the provider lists. */
        Optional<List<String>> models();

        /** Whether models that the provider lists are offered though nothing names them. */
        @WithDefault("true")
        boolean discover();
    }
}

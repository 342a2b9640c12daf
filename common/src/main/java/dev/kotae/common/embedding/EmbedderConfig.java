package dev.kotae.common.embedding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What can be set under {@code kotae.embedder}, for the services that embed alike; a name that is not here stops the start. The defaults
 * are those of multilingual-e5-small.
 */
@ConfigMapping(prefix = "kotae.embedder")
public interface EmbedderConfig {

    /** A server with OpenAI's embeddings API, with {@code /v1}; absent: the model inside the service, and nothing else here counts. */
    Optional<URI> baseUrl();

    /** What the server calls the model. It becomes part of the embedder's id: give other weights another name. */
    @WithDefault("multilingual-e5-small")
    String model();

    /** A file that holds the server's token, read at each call. */
    Optional<Path> apiKeyFile();

    /** The length of the model's vectors. */
    @WithDefault("384")
    int dimension();

    /** The most tokens of a text that the model reads. */
    @WithDefault("512")
    int maxTokens();

    /** After so long a call for one text is given up. */
    @WithDefault("30s")
    Duration timeout();

    /** The cosine of a question and a passage that have nothing to do with each other, see {@link CosineScale}. */
    @WithDefault("0.75")
    double cosineUnrelated();

    /** The cosine of texts that say the same. */
    @WithDefault("0.95")
    double cosineSame();

    /** The cosine from which a passage is evidence. */
    @WithDefault("0.84")
    double cosineEvidence();
}

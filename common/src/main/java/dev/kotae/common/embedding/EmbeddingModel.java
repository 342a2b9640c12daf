package dev.kotae.common.embedding;

import io.vertx.core.Vertx;

/** An embedder with a model behind it, which has to be closed. */
public sealed interface EmbeddingModel extends Embedder, AutoCloseable permits OnnxEmbedder, RemoteEmbedder {

    /**
     * The model that is configured: bge-small-en-v1.5 inside this process, unless a server is named.
     *
     * @param atATime how many texts are embedded at a time, at least 1
     * @throws IllegalArgumentException naming the setting that cannot be meant so
     */
    static EmbeddingModel of(EmbedderConfig config, Vertx vertx, int atATime) {
        return config.baseUrl().isPresent()
                ? new RemoteEmbedder(config, vertx, atATime)
                : OnnxEmbedder.bgeSmallEn(atATime);
    }

    /** Refuses texts that wait, lets those under way end, and gives back what the model holds. */
    @Override
    void close();
}

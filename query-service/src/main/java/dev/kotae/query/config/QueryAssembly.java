package dev.kotae.query.config;

import dev.kotae.common.embedding.CachedEmbedder;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.EmbedderConfig;
import dev.kotae.common.embedding.EmbeddingModel;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.search.CachedTerms;
import dev.kotae.query.search.RetrievalConfig;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Which adapter stands behind which port. */
class QueryAssembly {

    /** Of questions, to an embedder's server: it knows best how many it can embed at once, and they do not wait for bulk here. */
    private static final int CALLS_AT_A_TIME = 16;

    @Produces
    @Singleton
    @Typed(EmbeddingModel.class)
    EmbeddingModel model(EmbedderConfig config, Vertx vertx) {
        return EmbeddingModel.of(
                config,
                vertx,
                config.baseUrl().isPresent()
                        ? CALLS_AT_A_TIME
                        : Runtime.getRuntime().availableProcessors());
    }

    void close(@Disposes EmbeddingModel model) {
        model.close();
    }

    @Produces
    @Singleton
    @Startup
    Embedder embedder(EmbeddingModel model, RetrievalConfig config) {
        return new CachedEmbedder(model, config.cachedQuestions());
    }

    @Produces
    @Singleton
    @Startup
    TextAnalyzer analyzer() {
        return new CachedTerms(new LuceneTextAnalyzer());
    }
}

package dev.kotae.query.config;

import dev.kotae.common.embedding.CachedEmbedder;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.OnnxEmbedder;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.search.RetrievalConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Which adapter stands behind which port. */
class QueryAssembly {

    @Produces
    @Singleton
    @Typed(OnnxEmbedder.class)
    OnnxEmbedder model() {
        return OnnxEmbedder.bgeSmallEn(Runtime.getRuntime().availableProcessors());
    }

    void close(@Disposes OnnxEmbedder model) {
        model.close();
    }

    @Produces
    @Singleton
    @Startup
    Embedder embedder(OnnxEmbedder model, RetrievalConfig config) {
        return new CachedEmbedder(model, config.cachedQuestions());
    }

    @Produces
    @Singleton
    @Startup
    TextAnalyzer analyzer() {
        return new LuceneTextAnalyzer();
    }
}

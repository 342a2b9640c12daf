package dev.kotae.ingest.config;

import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.EmbedderConfig;
import dev.kotae.common.embedding.EmbeddingModel;
import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.text.LanguageDetector;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.ingest.apply.ApplyWorkers;
import dev.kotae.ingest.apply.BatchApplier;
import dev.kotae.ingest.apply.Generations;
import dev.kotae.ingest.change.ChangeReader;
import dev.kotae.ingest.embed.ChunkVectors;
import dev.kotae.ingest.parse.DocumentParsers;
import dev.kotae.ingest.plan.Planner;
import dev.kotae.ingest.split.Splitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the pipeline together. */
class IngestAssembly {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    EmbeddingModel embedder(IngestConfig config, EmbedderConfig embedder, Vertx vertx) {
        return EmbeddingModel.of(embedder, vertx, config.embeddingWorkers() == 0 ? CORES : config.embeddingWorkers());
    }

    void close(@Disposes EmbeddingModel embedder) {
        embedder.close();
    }

    @Produces
    @Singleton
    TextAnalyzer analyzer() {
        return new LuceneTextAnalyzer();
    }

    @Produces
    @Singleton
    Splitter splitter(IngestConfig config, Embedder embedder) {
        int tokens = Math.min(config.chunkTokens(), embedder.maxTokens());
        return new Splitter(embedder::countTokens, tokens, ChunkIndex.MAX_CHUNKS);
    }

    @Produces
    @Singleton
    Generations generations(Embedder embedder, Splitter splitter, TextAnalyzer analyzer) {
        return new Generations(embedder.id(), embedder.dimension(), splitter.id(), analyzer.id());
    }

    @Produces
    @Singleton
    ApplyWorkers workers() {
        return new ApplyWorkers(CORES);
    }

    void close(@Disposes ApplyWorkers workers) {
        workers.close();
    }

    @Produces
    @Singleton
    BatchApplier applier(
            IngestConfig config,
            Splitter splitter,
            TextAnalyzer analyzer,
            Embedder embedder,
            ChunkIndex index,
            Clock clock,
            ApplyWorkers workers) {
        return new BatchApplier(
                new ChangeReader(config.maxDocumentBytes()),
                new Planner(new DocumentParsers(), splitter, analyzer, LanguageDetector::detect, embedder.id()),
                new ChunkVectors(index, embedder),
                index,
                clock,
                workers,
                config.documentsAtATime());
    }
}

package dev.kotae.bench.ingest;

import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.ingest.EmbeddedChunks.Placed;
import dev.kotae.bench.ingest.Pages.Page;
import dev.kotae.bench.measure.Blocks;
import dev.kotae.bench.measure.Candidate;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.RedisConnection;
import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.embedding.OnnxEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Publishing documentation until all of it is searchable, beside the embedder alone on the very same chunks. */
public final class PublishRate implements Benchmark {

    private static final int BLOCKS = 7;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int WARM_UP = 50;
    private static final double GOAL_SHARE = 0.8;
    private static final String KOTAE = "published and searchable";
    private static final String EMBEDDER = "embedder alone";
    private static final String RAW = "ONNX Runtime alone";
    private static final String EMBEDDED = "kotae_ingest_chunks_total{how=\"embedded\"}";

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        List<List<Page>> blocks = stage.pages().blocks(BLOCKS);
        String collection = stage.collectionToPublish();
        String ingest = stage.suite().managementUrl("ingest");
        Pages.publish(stage.suite().kafka(), "guide", stage.guide());
        double embeddedBefore = stage.http().metric(ingest, EMBEDDED);
        try (OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn(CORES);
                RawOnnx raw = new RawOnnx();
                RedisConnection redis = new RedisConnection(stage.suite().redis())) {
            EmbeddedChunks planned = new EmbeddedChunks(embedder, collection);
            List<List<Placed>> chunks = blocks.stream().map(planned::of).toList();
            List<List<long[]>> tokens = chunks.stream()
                    .map(block -> block.stream()
                            .map(placed -> raw.tokens(placed.chunk().embeddedText()))
                            .toList())
                    .toList();
            List<List<float[]>> ours = new ArrayList<>();
            List<float[][]> raws = new ArrayList<>();
            embed(
                    embedder,
                    chunks.get(0).subList(0, Math.min(WARM_UP, chunks.get(0).size())));
            raw.run(tokens.get(0).subList(0, Math.min(WARM_UP, chunks.get(0).size())), CORES);
            Blocks measured = Blocks.run(
                    BLOCKS,
                    List.of(
                            new Candidate(KOTAE, stage.suite().processes(), block -> {
                                Pages.publish(stage.suite().kafka(), collection, blocks.get(block));
                                return chunks.get(block).size();
                            }),
                            new Candidate(EMBEDDER, List.of(ProcessHandle.current()), block -> {
                                ours.add(embed(embedder, chunks.get(block)));
                                return chunks.get(block).size();
                            }),
                            new Candidate(RAW, List.of(ProcessHandle.current()), block -> {
                                raws.add(raw.run(tokens.get(block), CORES));
                                return chunks.get(block).size();
                            })));
            stage.pagesArePublished();
            StoredVectors stored = new StoredVectors(redis, collection);
            List<Double> toEmbedder = new ArrayList<>();
            List<Double> toRaw = new ArrayList<>();
            for (int block = 0; block < BLOCKS; block++) {
                List<float[]> kept = stored.of(chunks.get(block));
                for (int i = 0; i < kept.size(); i++) {
                    toEmbedder.add(Cosine.of(kept.get(i), ours.get(block).get(i)));
                    toRaw.add(Cosine.of(kept.get(i), raws.get(block)[i]));
                }
            }
            double embedded = stage.http().metric(ingest, EMBEDDED) - embeddedBefore;
            return section(stage, collection, measured, Samples.of(toEmbedder), Samples.of(toRaw), tokens, embedded);
        }
    }

    private Section section(
            Stage stage,
            String collection,
            Blocks measured,
            Samples toEmbedder,
            Samples toRaw,
            List<List<long[]>> tokens,
            double embedded)
            throws Exception {
        double least =
                Math.min(toEmbedder.quantile(1e-9).value(), toRaw.quantile(1e-9).value());
        if (least < Cosine.SAME) {
            throw new IllegalStateException(
                    "The candidates' vectors differ (cosine " + least + "): their rates say nothing");
        }
        int live = stage.http()
                .get(stage.suite().url("ingest") + "/api/index/" + collection)
                .get("documents")
                .asInt();
        double mean = tokens.stream()
                .flatMap(List::stream)
                .mapToInt(text -> text.length)
                .average()
                .orElseThrow();
        return new Section(
                name(),
                "Publishing",
                String.format(
                        Locale.ROOT,
                        "%d pages of OpenTelemetry's English documentation in %d blocks. Each block is published until the receipt of"
                                + " every page has come, which says that it is searchable; then the embedder alone (one worker for each of"
                                + " %d cores), then ONNX Runtime alone (tokens prepared, one thread for each core) run on the very same"
                                + " %,.0f chunks of %.0f tokens. The guide was published before, so that everything is warm. Gate: the vectors"
                                + " in Redis and those of both others have a cosine of at least %s (smallest: %.6f), and %d documents are"
                                + " live.",
                        stage.pages().all().size(),
                        BLOCKS,
                        CORES,
                        measured.total(KOTAE).units(),
                        mean,
                        Cosine.SAME,
                        least,
                        live),
                List.of(
                        Figure.atLeast(
                                GOAL_SHARE,
                                "share of the embedder's rate, median of the blocks",
                                measured.ratios(KOTAE, EMBEDDER).median(),
                                ""),
                        Figure.plain(
                                "share of the embedder's rate, all blocks together",
                                String.format(
                                        Locale.ROOT,
                                        "%.3f",
                                        measured.total(KOTAE).rate()
                                                / measured.total(EMBEDDER).rate())),
                        Figure.of(
                                "embedder's share of ONNX Runtime's rate",
                                measured.ratios(EMBEDDER, RAW).median(),
                                ""),
                        Figure.of(KOTAE, measured.rates(KOTAE).median(), "chunks/s"),
                        Figure.of(EMBEDDER, measured.rates(EMBEDDER).median(), "chunks/s"),
                        Figure.of(RAW, measured.rates(RAW).median(), "chunks/s"),
                        Figure.of(
                                "processor time of the whole suite for a chunk",
                                measured.cpuSecondsPerUnit(KOTAE).median(),
                                "CPU s"),
                        Figure.of(
                                "processor time of the embedder alone for a chunk",
                                measured.cpuSecondsPerUnit(EMBEDDER).median(),
                                "CPU s"),
                        Figure.plain(
                                "wall and processor time in all: " + KOTAE + ", " + EMBEDDER + ", " + RAW,
                                times(measured.total(KOTAE)) + "; " + times(measured.total(EMBEDDER)) + "; "
                                        + times(measured.total(RAW)))),
                List.of(String.format(
                        Locale.ROOT,
                        "The ingest service counted %,.0f embedded chunks; a text that two documents bring at the same moment is"
                                + " embedded twice.",
                        embedded)));
    }

    private static String times(Blocks.Block total) {
        return String.format(Locale.ROOT, "%.1f s (%.1f CPU s)", total.wallSeconds(), total.cpuSeconds());
    }

    private static List<float[]> embed(OnnxEmbedder embedder, List<Placed> chunks) {
        List<CompletableFuture<float[]>> all = chunks.stream()
                .map(placed -> embedder.embed(placed.chunk().embeddedText(), Purpose.PASSAGE)
                        .subscribeAsCompletionStage())
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}

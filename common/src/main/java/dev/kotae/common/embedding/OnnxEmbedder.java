package dev.kotae.common.embedding;

import dev.kotae.common.document.ContentHash;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * Runs an embedding model in this process: one session of ONNX Runtime, one thread for each text, as many texts at a time as
 * there are workers, each text tokenised once and run by itself. Questions overtake waiting passages. Equal texts give equal
 * vectors, bit for bit, on one kind of processor; kinds of processors may differ in the last digits.
 *
 * <p>Needs no network: model and tokenizer are resources, the native libraries come in the jars and are unpacked to the
 * temporary folder and to {@code DJL_CACHE_DIR} (by default {@code .djl.ai} in the home folder).
 */
public final class OnnxEmbedder implements EmbeddingModel {

    /**
     * Where bge-small-en-v1.5 puts what has nothing to do with each other, and what says the same: trained with a temperature of 0.01, it
     * presses similarities into the upper half (the model's own card says so). The threshold of evidence is measured, see
     * docs/evaluation.md.
     */
    private static final CosineScale BGE_SMALL_COSINES = new CosineScale(0.45, 0.9, 0.72);

    private final String id;
    private final int dimension;
    private final int maxTokens;
    private final Set<String> languages;
    private final CosineScale cosines;
    private final BertTokenizer tokenizer;
    private final BertSession session;
    private final EmbeddingWorkers workers;

    private OnnxEmbedder(
            String name, int dimension, int maxTokens, Set<String> languages, CosineScale cosines, int workers) {
        byte[] model = resource(name + ".onnx");
        byte[] tokenizerJson = resource(name + "-tokenizer.json");
        String hash = ContentHash.ofFields(List.of(
                        ContentHash.of(model).hex(),
                        ContentHash.of(tokenizerJson).hex()))
                .hex();
        this.id = name + "-" + hash.substring(0, 8);
        this.dimension = dimension;
        this.maxTokens = maxTokens;
        this.languages = languages;
        this.cosines = cosines;
        this.tokenizer = new BertTokenizer(tokenizerJson);
        this.session = new BertSession(model);
        this.workers = new EmbeddingWorkers("kotae-embedder", workers);
    }

    /**
     * bge-small-en-v1.5, quantised to 8 bits: English, 384 dimensions, 512 tokens. Loading takes about a second. A question is
     * embedded as a passage is, without the instruction that the <a
     * href="https://huggingface.co/BAAI/bge-small-en-v1.5">model card</a> calls optional for this version: with the
     * questions of XQuAD and SciFact it does not help (nDCG@10 0.951 instead of 0.954, 0.834 instead of 0.840), and it costs
     * a fifth of a short question's time.
     *
     * @param workers how many texts are embedded at a time, at least 1; best the number of cores
     */
    public static OnnxEmbedder bgeSmallEn(int workers) {
        return new OnnxEmbedder("bge-small-en-v1.5-q", 384, 512, Set.of("en"), BGE_SMALL_COSINES, workers);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public Set<String> languages() {
        return languages;
    }

    @Override
    public CosineScale cosines() {
        return cosines;
    }

    @Override
    public int countTokens(String text) {
        return tokenizer.ids(text).length;
    }

    @Override
    public Uni<float[]> embed(String text, Purpose purpose) {
        return workers.run(purpose, () -> {
            long[] tokens = tokenizer.ids(text);
            if (tokens.length > maxTokens) {
                throw new IllegalArgumentException("the text has " + tokens.length + " tokens, but " + id + " reads "
                        + maxTokens + ": split it into smaller chunks");
            }
            return session.embed(tokens, dimension);
        });
    }

    /** Refuses texts that wait, lets those under way end, and gives the model's memory back. */
    @Override
    public void close() {
        workers.close();
        session.close();
        tokenizer.close();
    }

    private static byte[] resource(String name) {
        try (InputStream stream = OnnxEmbedder.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the embedder's file " + name + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedder's file " + name + " cannot be read", e);
        }
    }
}

package dev.kotae.common.embedding;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Runs an embedding model in this process: one session of ONNX Runtime, one thread for each text, as many texts at a time as
 * there are workers, each text tokenised once and run by itself. Questions overtake waiting passages. Equal texts give equal
 * vectors, bit for bit, on one kind of processor; kinds of processors may differ in the last digits.
 *
 * <p>Needs no network: model and tokenizer are resources, the native libraries come in the jars and are unpacked to the
 * temporary folder and to {@code DJL_CACHE_DIR} (by default {@code .djl.ai} in the home folder).
 */
public final class OnnxEmbedder implements Embedder, AutoCloseable {

    /**
     * What bge's English models want before a question, and not before a passage, by their
     * <a href="https://huggingface.co/BAAI/bge-small-en-v1.5">model card</a>.
     */
    private static final String BGE_QUESTION_PREFIX = "Represent this sentence for searching relevant passages: ";

    private final String id;
    private final int dimension;
    private final int maxTokens;
    private final Set<String> languages;
    private final String questionPrefix;
    private final BertTokenizer tokenizer;
    private final BertSession session;
    private final EmbeddingWorkers workers;

    private OnnxEmbedder(
            String name, int dimension, int maxTokens, Set<String> languages, String questionPrefix, int workers) {
        byte[] model = resource(name + ".onnx");
        byte[] tokenizerJson = resource(name + "-tokenizer.json");
        this.id = name + "-" + shortHash(model, tokenizerJson, questionPrefix.getBytes(StandardCharsets.UTF_8));
        this.dimension = dimension;
        this.maxTokens = maxTokens;
        this.languages = languages;
        this.questionPrefix = questionPrefix;
        this.tokenizer = new BertTokenizer(tokenizerJson);
        this.session = new BertSession(model);
        this.workers = new EmbeddingWorkers("kotae-embedder", workers);
    }

    /**
     * bge-small-en-v1.5, quantised to 8 bits: English, 384 dimensions, 512 tokens, of which its prefix takes 9 from a question.
     * Loading takes about half a second and 100 MB.
     *
     * @param workers how many texts are embedded at a time, at least 1; best the number of cores
     */
    public static OnnxEmbedder bgeSmallEn(int workers) {
        return new OnnxEmbedder("bge-small-en-v1.5-q", 384, 512, Set.of("en"), BGE_QUESTION_PREFIX, workers);
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
    public int countTokens(String text) {
        return tokenizer.ids(text).length;
    }

    @Override
    public Uni<float[]> embed(String text, Purpose purpose) {
        return workers.run(purpose, () -> {
            long[] tokens = tokenizer.ids(purpose == Purpose.QUERY ? questionPrefix + text : text);
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

    private static String shortHash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.kotae.common.embedding;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Set;

/**
 * Asks a server with OpenAI's embeddings API. One text a call: a server that batches quantised models would let texts change each other's
 * vectors. Questions overtake passages that wait, and {@code input_type} tells the server which of the two a text is, so that it can put
 * the model's own prefix before it.
 *
 * <p>A server that is away, refuses or answers with something else fails the call with {@link EmbedderAwayException}; the caller tries
 * again. Tokens are estimated, never too low for readable text (see {@link TokenBound}).
 */
public final class RemoteEmbedder implements EmbeddingModel {

    private final String id;
    private final int dimension;
    private final int maxTokens;
    private final CosineScale cosines;
    private final EmbeddingsEndpoint endpoint;
    private final EmbeddingLanes lanes;

    /**
     * Connects to nobody yet.
     *
     * @param config with a base URL
     * @param atATime the most calls under way at a time, at least 1
     * @throws IllegalArgumentException naming the setting that cannot be meant so
     */
    public RemoteEmbedder(EmbedderConfig config, Vertx vertx, int atATime) {
        if (config.dimension() < 1) {
            throw new IllegalArgumentException("kotae.embedder.dimension is below 1");
        }
        if (config.maxTokens() < 64) {
            throw new IllegalArgumentException("kotae.embedder.max-tokens is below 64: no chunk would fit");
        }
        this.id = id(config.model(), config.dimension());
        this.dimension = config.dimension();
        this.maxTokens = config.maxTokens();
        this.cosines = new CosineScale(config.cosineUnrelated(), config.cosineSame(), config.cosineEvidence());
        this.lanes = new EmbeddingLanes(atATime);
        this.endpoint = new EmbeddingsEndpoint(config, vertx, atATime);
    }

    /** What is fit for a key of the model's name, and the dimension. */
    private static String id(String model, int dimension) {
        String name =
                model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-+|-+$", "");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("kotae.embedder.model has no letter or digit");
        }
        return name + "-" + dimension;
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
        return Set.of();
    }

    @Override
    public CosineScale cosines() {
        return cosines;
    }

    @Override
    public int countTokens(String text) {
        return TokenBound.of(text);
    }

    @Override
    public Uni<float[]> embed(String text, Purpose purpose) {
        return Uni.createFrom().deferred(() -> {
            int tokens = countTokens(text);
            if (tokens > maxTokens) {
                return Uni.createFrom()
                        .failure(new IllegalArgumentException("the text has up to " + tokens + " tokens, but " + id
                                + " reads " + maxTokens + ": split it into smaller chunks"));
            }
            return lanes.run(purpose, () -> endpoint.vector(text, purpose));
        });
    }

    @Override
    public void close() {
        lanes.close();
        endpoint.close();
    }
}

package dev.kotae.common.embedding;

import dev.kotae.common.document.ContentHash;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers the vectors of the texts used last, by purpose and a hash of the text, so that a document deleted and published
 * again embeds nothing. Strictly the least recently used goes first: a cache that weighs frequency, such as Caffeine, would drop
 * the newest texts of a bulk load, which are the likeliest to come back. A text asked for again while it is being embedded is
 * embedded once; a failure is not remembered. Holds about {@code 4 * dimension + 300} bytes for each text.
 */
public final class CachedEmbedder implements Embedder {

    private final Embedder embedder;
    private final Map<Key, CompletableFuture<float[]>> vectors;
    private final AtomicLong embedded = new AtomicLong();

    /**
     * Wraps an embedder, which the caller goes on owning.
     *
     * @param embedder embeds what is not remembered
     * @param entries how many texts are remembered, at least 1
     */
    public CachedEmbedder(Embedder embedder, int entries) {
        if (entries < 1) {
            throw new IllegalArgumentException("a cache of " + entries + " entries: at least 1 is needed");
        }
        this.embedder = embedder;
        this.vectors = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<float[]>> eldest) {
                return size() > entries;
            }
        };
    }

    /** How many texts were handed on to be embedded since the start, failed ones included. */
    public long embedded() {
        return embedded.get();
    }

    @Override
    public String id() {
        return embedder.id();
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    @Override
    public int maxTokens() {
        return embedder.maxTokens();
    }

    @Override
    public Set<String> languages() {
        return embedder.languages();
    }

    @Override
    public CosineScale cosines() {
        return embedder.cosines();
    }

    @Override
    public int countTokens(String text) {
        return embedder.countTokens(text);
    }

    @Override
    public Uni<float[]> embed(String text, Purpose purpose) {
        return Uni.createFrom().completionStage(() -> vector(text, purpose));
    }

    /** Each caller gets a copy, so that none can alter another's vector or cancel what another waits for. */
    private CompletionStage<float[]> vector(String text, Purpose purpose) {
        Key key = new Key(purpose, ContentHash.of(text));
        CompletableFuture<float[]> fresh = new CompletableFuture<>();
        CompletableFuture<float[]> known;
        synchronized (vectors) {
            known = vectors.putIfAbsent(key, fresh);
        }
        if (known != null) {
            return known.thenApply(float[]::clone);
        }
        CompletionStage<float[]> copy = fresh.thenApply(float[]::clone);
        embedded.incrementAndGet();
        Uni.createFrom()
                .deferred(() -> embedder.embed(text, purpose))
                .subscribe()
                .with(fresh::complete, failure -> {
                    forget(key, fresh);
                    fresh.completeExceptionally(failure);
                });
        return copy;
    }

    private void forget(Key key, CompletableFuture<float[]> vector) {
        synchronized (vectors) {
            vectors.remove(key, vector);
        }
    }

    private record Key(Purpose purpose, ContentHash text) {}
}

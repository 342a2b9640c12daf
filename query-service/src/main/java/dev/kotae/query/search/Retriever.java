package dev.kotae.query.search;

import dev.kotae.common.embedding.CosineScale;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.index.ChunkSearch;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Hit;
import dev.kotae.common.text.LanguageDetector;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.limit.Places;
import dev.kotae.query.limit.Places.FullException;
import dev.kotae.query.problem.Problems;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the chunks that say something about a question. So many searches run at a time, and the others wait in line: a search that begins
 * has the cores it needs to end in its time, however many come at once. Blocks nobody; ranking, which reads the chunks, is done by workers.
 */
@ApplicationScoped
public class Retriever {

    /** One that computes while the other waits for Redis. */
    private static final int EACH_CORE = 2;

    private final Embedder embedder;
    private final TextAnalyzer analyzer;
    private final ChunkSearch search;
    private final RetrievalConfig config;
    private final Fusion fusion;
    private final Evidence evidence;
    private final Places places;

    Retriever(Embedder embedder, TextAnalyzer analyzer, ChunkSearch search, RetrievalConfig config) {
        this.embedder = embedder;
        this.analyzer = analyzer;
        this.search = search;
        this.config = config;
        CosineScale cosines = embedder.cosines();
        this.fusion = new Fusion(cosines);
        this.evidence = new Evidence(
                analyzer,
                config.evidenceCosine().isPresent()
                        ? cosines.withEvidence(config.evidenceCosine().getAsDouble())
                        : cosines,
                config.evidenceShare());
        this.places = new Places(
                config.atOnce().orElse(EACH_CORE * Runtime.getRuntime().availableProcessors()), config.waiting());
    }

    /** A question, its language and terms. Plain computation of well under a millisecond. */
    public Question question(String text) {
        return new Question(text, LanguageDetector.detect(text), analyzer.terms(text));
    }

    /** The embedder's id. */
    public String embedderId() {
        return embedder.id();
    }

    /** Whether so many searches wait that a further one would be refused. */
    public boolean isOverloaded() {
        return places.isFull();
    }

    /**
     * Finds chunks.
     *
     * @param collections which collections to search; empty = all
     * @param groups the groups of who asks
     * @param filters per attribute the values of which one must match
     * @param limit the most hits
     * @return fails with a problem {@code unknown-collection} that names those that exist, {@code unavailable} when Redis cannot be asked in
     *     time, or {@code overloaded} where too many searches wait, or this one waited too long
     */
    public Uni<Retrieved> retrieve(
            Question question,
            List<String> collections,
            Set<String> groups,
            Map<String, List<String>> filters,
            int limit) {
        return Uni.createFrom().deferred(() -> {
            Places.Ticket ticket = places.ticket();
            long asked = System.nanoTime();
            return ticket.claim()
                    .ifNoItem()
                    .after(config.maxWait())
                    .failWith(FullException::new)
                    .onFailure(FullException.class)
                    .transform(full -> Problems.overloaded())
                    .chain(place ->
                            search(question, collections, groups, filters, limit, millis(System.nanoTime() - asked)))
                    .onTermination()
                    .invoke(ticket::giveBack);
        });
    }

    private Uni<Retrieved> search(
            Question question,
            List<String> collections,
            Set<String> groups,
            Map<String, List<String>> filters,
            int limit,
            double queueMillis) {
        long started = System.nanoTime();
        boolean reads = reads(question);
        double weight = reads ? config.vectorWeight() : 0;
        Uni<Embedded> embedded = reads
                ? embedder.embed(question.text(), Purpose.QUERY).map(vector -> new Embedded(vector, System.nanoTime()))
                : Uni.createFrom().item(() -> new Embedded(null, System.nanoTime()));
        return Uni.combine()
                .all()
                .unis(embedded, generations(collections))
                .asTuple()
                .chain(both -> hits(question, both.getItem1().vector(), both.getItem2(), groups, filters)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(hits -> {
                            List<RankedHit> ranked = fusion.rank(question, hits, weight, limit);
                            return new Retrieved(
                                    question,
                                    both.getItem2(),
                                    ranked,
                                    ranked.stream()
                                            .filter(hit -> evidence.holds(question, hit))
                                            .toList(),
                                    weight,
                                    queueMillis,
                                    millis(both.getItem1().at() - started),
                                    millis(System.nanoTime() - both.getItem1().at()));
                        }))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure(failure -> !Problems.isProblem(failure))
                .transform(Retriever::unavailable);
    }

    /** A question in a language that the embedder does not speak, or longer than it reads, is searched by its words alone. */
    private boolean reads(Question question) {
        return !question.language().equals("und")
                && (embedder.languages().isEmpty() || embedder.languages().contains(question.language()))
                && embedder.countTokens(question.text()) <= embedder.maxTokens();
    }

    private Uni<List<Hit>> hits(
            Question question,
            float[] vector,
            List<Generation> generations,
            Set<String> groups,
            Map<String, List<String>> filters) {
        if (generations.isEmpty() || vector == null && question.terms().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Uni<List<Hit>>> searches = generations.stream()
                .map(generation -> search.search(
                        generation,
                        new ChunkSearch.Query(
                                fits(generation) ? vector : null,
                                question.terms(),
                                groups,
                                filters,
                                config.candidates())))
                .toList();
        return Uni.join().all(searches).andFailFast().map(lists -> lists.stream()
                .flatMap(List::stream)
                .toList());
    }

    /** Vectors of another embedder cannot be compared with the question's: such a collection is searched by its words. */
    private boolean fits(Generation generation) {
        return generation.embedder().equals(embedder.id());
    }

    private Uni<List<Generation>> generations(List<String> collections) {
        if (collections.isEmpty()) {
            return search.collections().map(states -> states.stream()
                    .map(ChunkSearch.CollectionState::live)
                    .toList());
        }
        List<Uni<Generation>> lives = new ArrayList<>();
        for (String collection : collections) {
            lives.add(search.live(collection)
                    .chain(live -> live.isPresent() ? Uni.createFrom().item(live.get()) : unknown(collection)));
        }
        return Uni.join().all(lives).andFailFast();
    }

    private Uni<Generation> unknown(String collection) {
        return search.collections().map(states -> {
            throw Problems.unknownCollection(
                    collection,
                    states.stream().map(state -> state.live().collection()).toList());
        });
    }

    private static Throwable unavailable(Throwable failure) {
        return Problems.unavailable(
                failure instanceof TimeoutException
                        ? "The search took too long; try again in a few seconds"
                        : "The documents cannot be searched at the moment; try again in a few seconds",
                failure);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private record Embedded(float[] vector, long at) {}
}

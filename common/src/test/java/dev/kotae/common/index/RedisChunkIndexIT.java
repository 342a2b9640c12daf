package dev.kotae.common.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.chunk.EmbeddedChunk;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.index.ChunkSearch.Query;
import dev.kotae.common.index.LedgerEntry.Listed;
import dev.kotae.common.index.LedgerEntry.State;
import dev.kotae.local.testing.LocalParts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisChunkIndexIT {

    private static final String TOPIC = "AAAAAAAAAAAAAAAAAAAAAA";
    private static Vertx vertx;
    private static Redis redis;

    private final ChunkIndex index = new RedisChunkIndex(redis);
    private final ChunkSearch search = new RedisChunkSearch(redis);
    private final RedisLedgerScan scan = new RedisLedgerScan(redis);
    private final String collection = "it-" + UUID.randomUUID();
    private final Generation generation = new Generation(collection, "g1", TOPIC, "fake", 4);
    private final DocumentId document = new DocumentId(collection, "dir/文書 {1}|*.md");

    @BeforeAll
    static void connect() {
        vertx = Vertx.vertx();
        redis = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(LocalParts.redis().url()));
    }

    @AfterAll
    static void disconnect() {
        redis.close();
        vertx.closeAndAwait();
    }

    @BeforeEach
    void open() {
        get(index.open(generation));
    }

    @Test
    void openingAgainChangesNothing() {
        get(index.open(generation));

        assertThat(get(search.live(collection))).contains(generation);
        assertThat(get(search.collections())).contains(new ChunkSearch.CollectionState(generation, 0, 0));
    }

    @Test
    void anotherEmbedderIsBuiltBesideTheLiveGenerationAndAnotherTopicReplacesIt() {
        get(index.open(new Generation(collection, "g2", TOPIC, "other", 8)));
        assertThat(get(search.live(collection))).contains(generation);

        Generation recreated = new Generation(collection, "g3", "BBBBBBBBBBBBBBBBBBBBBB", "fake", 4);
        get(index.open(recreated));
        assertThat(get(search.live(collection))).contains(recreated);
    }

    @Test
    void whatWasFlippedIsRead() {
        // Given
        EmbeddedChunk chunk = chunk("Kafka keeps changes", 0, null, 1, 0, 0, 0);
        LedgerEntry entry = entry(5, State.LIVE, List.of(chunk));

        // When
        get(index.stage(generation, document, List.of(chunk)));
        FlipOutcome outcome = get(index.flip(generation, entry, null));

        // Then
        assertThat(outcome).isInstanceOf(FlipOutcome.Flipped.class);
        assertThat(get(index.ledger(generation, document))).contains(entry);
        assertThat(get(search.document(document))).contains(entry);
        assertThat(get(scan.entries(generation).collect().asList())).containsExactly(entry);
        assertThat(get(index.vectors(generation, List.of(chunk.chunk().embeddingKey(), "0".repeat(32)))))
                .containsOnlyKeys(chunk.chunk().embeddingKey())
                .hasEntrySatisfying(chunk.chunk().embeddingKey(), vector -> assertThat(vector)
                        .isEqualTo(chunk.vector()));
    }

    @Test
    void anUnknownDocumentIsAbsent() {
        assertThat(get(index.ledger(generation, document))).isEmpty();
        assertThat(get(search.live("never-" + UUID.randomUUID()))).isEmpty();
    }

    @Test
    void theFenceInRedisJudgesAsTheFenceInJava() {
        Random random = new Random(7);
        for (int round = 0; round < 30; round++) {
            DocumentId changed = new DocumentId(collection, "fence-" + round);
            Fence fence = null;
            for (int step = 0; step < 12; step++) {
                // Given a change somewhere, with a version or without, beyond what a double can tell apart
                Position position = new Position(TOPIC, random.nextInt(20) == 0 ? 1 : 0, random.nextInt(12));
                Long version = random.nextBoolean() ? null : 9007199254740992L + random.nextInt(4);

                // When
                FlipOutcome outcome = get(index.flip(generation, deleted(changed, position, version), version));

                // Then
                if (fence == null) {
                    assertThat(outcome).isInstanceOf(FlipOutcome.Flipped.class);
                    fence = new Fence(position, version);
                } else {
                    Fence.Verdict verdict = fence.judge(position, version);
                    switch (verdict) {
                        case NEWER -> {
                            assertThat(outcome).isInstanceOf(FlipOutcome.Flipped.class);
                            fence = fence.after(position, version);
                        }
                        case SAME -> assertThat(outcome).isInstanceOf(FlipOutcome.Repeated.class);
                        case OLDER, WRONG_PARTITION ->
                            assertThat(((FlipOutcome.Refused) outcome).verdict())
                                    .isEqualTo(verdict);
                    }
                }
                assertThat(get(index.ledger(generation, changed)).orElseThrow().fence())
                        .isEqualTo(fence);
            }
        }
    }

    @Test
    void aSkippedVersionCannotComeBack() {
        // Given a change without a version that was flipped in the place of one with version 9 before it
        Position skipped = new Position(TOPIC, 0, 4);
        Position applied = new Position(TOPIC, 0, 5);
        get(index.flip(generation, deleted(document, applied, 9L), null));

        // When
        FlipOutcome outcome = get(index.flip(generation, deleted(document, skipped, 9L), 9L));

        // Then
        assertThat(outcome).isInstanceOfSatisfying(FlipOutcome.Refused.class, refused -> assertThat(refused.verdict())
                .isEqualTo(Fence.Verdict.OLDER));
        assertThat(get(index.ledger(generation, document)).orElseThrow().fence())
                .isEqualTo(new Fence(applied, 9L));
    }

    @Test
    void aChunkThatIsNotThereStopsTheFlip() {
        EmbeddedChunk chunk = chunk("never staged", 0, null, 1, 0, 0, 0);

        assertThat(get(index.flip(generation, entry(5, State.LIVE, List.of(chunk)), null)))
                .isInstanceOf(FlipOutcome.ChunksMissing.class);
        assertThat(get(index.ledger(generation, document))).isEmpty();
    }

    @Test
    void sweepLeavesWhatTheLedgerLists() {
        // Given
        EmbeddedChunk old = chunk("old", 0, null, 1, 0, 0, 0);
        EmbeddedChunk kept = chunk("kept", 0, null, 0, 1, 0, 0);
        EmbeddedChunk fresh = chunk("fresh", 0, null, 0, 0, 1, 0);
        get(index.stage(generation, document, List.of(old, kept)));
        get(index.flip(generation, entry(1, State.LIVE, List.of(old, kept)), null));

        // When
        get(index.stage(generation, document, List.of(fresh)));
        get(index.flip(generation, entry(2, State.LIVE, List.of(kept, fresh)), null));
        get(index.sweep(generation, document));

        // Then
        assertThat(get(index.existing(generation, document, ids(old, kept, fresh))))
                .containsExactlyInAnyOrderElementsOf(ids(kept, fresh));
        assertThat(get(search.collections())).contains(new ChunkSearch.CollectionState(generation, 1, 2));

        // When
        get(index.flip(generation, entry(3, State.DELETED, List.of()), null));
        get(index.sweep(generation, document));

        // Then
        assertThat(get(index.existing(generation, document, ids(old, kept, fresh))))
                .isEmpty();
        assertThat(get(search.collections())).contains(new ChunkSearch.CollectionState(generation, 0, 0));
        assertThat(get(index.ledger(generation, document)).orElseThrow().state())
                .isEqualTo(State.DELETED);
    }

    @Test
    void anOwnerThatWokeUpLateNeitherRevivesNorLeavesAnything() {
        // Given a live document, and an older change staged by a late owner
        EmbeddedChunk live = chunk("live", 0, null, 1, 0, 0, 0);
        EmbeddedChunk late = chunk("late", 0, null, 0, 1, 0, 0);
        get(index.stage(generation, document, List.of(live)));
        get(index.flip(generation, entry(9, State.LIVE, List.of(live)), null));

        // When
        get(index.stage(generation, document, List.of(late)));
        FlipOutcome outcome = get(index.flip(generation, entry(4, State.LIVE, List.of(late)), null));
        assertThat(texts(new Query(new float[] {0, 1, 0, 0}, List.of("late"), Set.of(), Map.of(), 5)))
                .as("staged chunks are not found")
                .containsOnly("live");
        get(index.sweep(generation, document));

        // Then
        assertThat(outcome).isInstanceOf(FlipOutcome.Refused.class);
        assertThat(get(index.existing(generation, document, ids(live, late)))).isEqualTo(ids(live));
    }

    @Test
    void bothLegsFindAndTellTheDocument() {
        // Given
        EmbeddedChunk first = chunk("first words", 0, null, 1, 0, 0, 0);
        EmbeddedChunk second = chunk("second 文書 words", 0, null, 0, 1, 0, 0);
        get(index.stage(generation, document, List.of(first, second)));
        get(index.flip(generation, entry(5, State.LIVE, List.of(first, second)), null));

        // When
        List<Hit> hits = get(search.search(
                generation, new Query(new float[] {0, 1, 0, 0}, List.of("文書", "words"), Set.of(), Map.of(), 5)));

        // Then
        assertThat(hits).hasSize(2);
        Hit hit = hits.stream().filter(h -> h.ordinal() == 1).findFirst().orElseThrow();
        assertThat(hit.text()).isEqualTo("second 文書 words");
        assertThat(hit.before()).isEqualTo("first words");
        assertThat(hit.after()).isNull();
        assertThat(hit.cosine()).isBetween(0.999, 1.001);
        assertThat(hit.bm25()).isPositive();
        assertThat(hit.title()).isEqualTo("Title");
        assertThat(hit.version()).isEqualTo(5);
        assertThat(hit.section()).containsExactly("Section");
    }

    @Test
    void moreThanTenHitsAreFound() {
        List<EmbeddedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            chunks.add(chunk("same words " + i, 0, null, 1, i / 100f, 0, 0));
        }
        get(index.stage(generation, document, chunks));
        get(index.flip(generation, entry(5, State.LIVE, chunks), null));

        assertThat(texts(new Query(new float[] {1, 0, 0, 0}, List.of(), Set.of(), Map.of(), 30)))
                .hasSize(30);
        assertThat(texts(new Query(null, List.of("same"), Set.of(), Map.of(), 30)))
                .hasSize(30);
    }

    @Test
    void readersAndFiltersAreJudgedInsideTheSearchWhateverCharactersTheyHold() {
        // Given
        String nasty = "a} | @readers:{b";
        EmbeddedChunk everyone = chunk("for everyone", 0, null, 1, 0, 0, 0);
        EmbeddedChunk staff = chunk("for staff", 0, List.of("staff"), 1, 0, 0, 0);
        EmbeddedChunk odd = chunk("for odd", 0, List.of(nasty), 1, 0, 0, 0);
        EmbeddedChunk nobody = chunk("for nobody", 0, List.of(), 1, 0, 0, 0);
        List<EmbeddedChunk> chunks = List.of(everyone, staff, odd, nobody);
        get(index.stage(generation, document, chunks));
        get(index.flip(generation, entry(5, State.LIVE, chunks), null));

        for (float[] vector : new float[][] {{1, 0, 0, 0}, null}) {
            List<String> terms = vector == null ? List.of("for") : List.of();
            // Then
            assertThat(texts(new Query(vector, terms, Set.of(), Map.of(), 9))).containsExactly("for everyone");
            assertThat(texts(new Query(vector, terms, Set.of("staff"), Map.of(), 9)))
                    .containsExactlyInAnyOrder("for everyone", "for staff");
            assertThat(texts(new Query(vector, terms, Set.of("STAFF", "*", "", "\\"), Map.of(), 9)))
                    .containsExactly("for everyone");
            assertThat(texts(new Query(vector, terms, Set.of(nasty), Map.of(), 9)))
                    .containsExactlyInAnyOrder("for everyone", "for odd");
            assertThat(texts(new Query(vector, terms, Set.of(), Map.of("product", List.of("kotae", "x")), 9)))
                    .containsExactly("for everyone");
            assertThat(texts(new Query(vector, terms, Set.of(), Map.of("product", List.of("Kotae")), 9)))
                    .isEmpty();
        }
    }

    @Test
    void offsetsAdvanceByCompareAndSet() {
        assertThat(get(index.offset(generation, 0))).isZero();
        assertThat(get(index.advance(generation, 0, 0, 10))).isTrue();
        assertThat(get(index.advance(generation, 0, 0, 20))).isFalse();
        assertThat(get(index.advance(generation, 0, 10, 30))).isTrue();
        assertThat(get(index.offset(generation, 0))).isEqualTo(30);
        assertThat(get(index.offset(generation, 1))).isZero();
    }

    @Test
    void theDigestTellsContentAndNotTheWayToIt() {
        // Given
        EmbeddedChunk chunk = chunk("text", 0, null, 1, 0, 0, 0);
        get(index.stage(generation, document, List.of(chunk)));
        get(index.flip(generation, entry(5, State.LIVE, List.of(chunk)), null));
        String before = get(scan.digest(generation));

        // When the same arrives by another way
        get(index.flip(generation, entry(6, State.DELETED, List.of()), null));
        get(index.sweep(generation, document));
        assertThat(get(scan.digest(generation))).isNotEqualTo(before);
        get(redis.send(RedisCommands.command("DEL", RedisKeys.ledger(generation, document.value()))));
        get(index.stage(generation, document, List.of(chunk)));
        get(index.flip(generation, entry(5, State.LIVE, List.of(chunk)), null));

        // Then
        assertThat(get(scan.digest(generation))).isEqualTo(before);
    }

    @Test
    void aVectorOfTheWrongSizeIsRefusedInsteadOfNotFound() {
        EmbeddedChunk wrong = new EmbeddedChunk(chunk("x", 0, null, 1, 0, 0, 0).chunk(), new float[] {1, 0});

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> get(index.stage(generation, document, List.of(wrong))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 numbers");
    }

    private List<String> texts(Query query) {
        return get(search.search(generation, query)).stream().map(Hit::text).toList();
    }

    private static List<ChunkId> ids(EmbeddedChunk... chunks) {
        return List.of(chunks).stream().map(chunk -> chunk.chunk().id()).toList();
    }

    private EmbeddedChunk chunk(String text, int occurrence, List<String> readers, float... vector) {
        List<String> terms = List.of(text.split(" "));
        Map<String, String> attributes = readers == null ? Map.of("product", "kotae") : Map.of();
        String key = ChunkId.embeddingKey("fake", text);
        ChunkId id = ChunkId.of(document, key, text, terms, "en", readers, attributes, occurrence);
        return new EmbeddedChunk(new Chunk(id, key, text, text, terms, "en", readers, attributes), vector);
    }

    private LedgerEntry entry(long offset, State state, List<EmbeddedChunk> chunks) {
        boolean live = state == State.LIVE;
        return new LedgerEntry(
                document,
                state,
                new Fence(new Position(TOPIC, 0, offset), null),
                offset,
                live ? "c".repeat(64) : null,
                live ? "Title" : null,
                live ? "https://example.org/a#b" : null,
                live ? "en" : null,
                live ? "text/markdown" : null,
                Instant.parse("2026-01-01T00:00:00Z"),
                chunks.stream()
                        .map(chunk -> new Listed(chunk.chunk().id(), List.of("Section"), "section"))
                        .toList(),
                receipt(document, offset));
    }

    private LedgerEntry deleted(DocumentId id, Position position, Long version) {
        return new LedgerEntry(
                id,
                State.DELETED,
                new Fence(position, version),
                version == null ? position.offset() : version,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                receipt(id, position.offset()));
    }

    private Receipt receipt(DocumentId id, long offset) {
        return new Receipt(
                Receipt.SCHEMA,
                collection,
                id.value(),
                TOPIC,
                0,
                offset,
                offset,
                Receipt.Outcome.APPLIED,
                null,
                null,
                null,
                1,
                1,
                "g1",
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}

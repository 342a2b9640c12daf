package dev.kotae.ingest.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Receipt;
import dev.kotae.common.event.Receipt.Outcome;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.LedgerEntry;
import dev.kotae.common.index.Position;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.ingest.Schemas;
import dev.kotae.ingest.change.Arrival;
import dev.kotae.ingest.change.Arrival.Header;
import dev.kotae.ingest.change.ChangeReader;
import dev.kotae.ingest.embed.ChunkVectors;
import dev.kotae.ingest.parse.DocumentParsers;
import dev.kotae.ingest.plan.Planner;
import dev.kotae.ingest.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BatchApplierTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");
    private static final Generation GENERATION = new Generation("c", "g", "topic", "words", 2);
    private static final DocumentId DOC = new DocumentId("c", "doc");

    private final MemoryIndex index = new MemoryIndex();
    private final WordEmbedder embedder = new WordEmbedder();
    private final BatchApplier applier = applier(index, embedder);
    private long nextOffset;

    @Test
    void ofSeveralChangesOnlyTheNewestIsWorkedOn() {
        List<Settled> settled =
                apply(change("doc", "one"), change("doc", "two"), change("other", "x"), change("doc", "three"));

        assertThat(outcomes(settled))
                .containsExactly(Outcome.SUPERSEDED, Outcome.SUPERSEDED, Outcome.APPLIED, Outcome.APPLIED);
        assertThat(embedder.embedded).hasValue(2);
        assertThat(index.ledger.get(DOC).version()).isEqualTo(3);
        assertThat(settled.get(3).receipt().at()).isEqualTo(NOW);
    }

    @Test
    void theGreaterVersionWinsWhateverItsPlace() {
        assertThat(outcomes(apply(versioned("doc", "new", 9), versioned("doc", "old", 3))))
                .containsExactly(Outcome.APPLIED, Outcome.SUPERSEDED);
        assertThat(outcomes(
                        apply(versioned("doc", "older", 8), versioned("doc", "newer", 10), versioned("doc", null, 2))))
                .containsExactly(Outcome.SUPERSEDED, Outcome.APPLIED, Outcome.SUPERSEDED);
        assertThat(index.ledger.get(DOC).version()).isEqualTo(10);
    }

    @Test
    void ifTheNewestCannotWorkTheNextOlderOneIsApplied() {
        List<Settled> settled = apply(
                change("doc", "one"),
                change("doc", "two"),
                json("doc", "{\"contentType\":\"image/png\",\"text\":\"x\"}"),
                json("doc", "not json"));

        assertThat(outcomes(settled))
                .containsExactly(Outcome.SUPERSEDED, Outcome.APPLIED, Outcome.REJECTED, Outcome.REJECTED);
        assertThat(settled)
                .extracting(one -> one.receipt().reason())
                .containsExactly(null, null, "unsupported-content-type", "not-json");
    }

    @Test
    void aRecordReadAgainRepeatsItsReceiptAndEmbedsNothing() {
        Arrival first = change("doc", "one");
        Arrival second = change("doc", "two");
        Receipt receipt = apply(first, second).get(1).receipt();
        int embedded = embedder.embedded.get();

        List<Settled> again = apply(first, second);

        assertThat(outcomes(again)).containsExactly(Outcome.SUPERSEDED, Outcome.APPLIED);
        assertThat(again.get(1).receipt()).isEqualTo(receipt);
        assertThat(again.get(1).repeated()).isTrue();
        assertThat(embedder.embedded).hasValue(embedded);
    }

    @Test
    void theSameContentIsUnchangedButMovesTheFence() {
        apply(change("doc", "one"));

        List<Settled> again = apply(change("doc", "one"));

        assertThat(outcomes(again)).containsExactly(Outcome.UNCHANGED);
        assertThat(again.get(0).receipt().embedded()).isZero();
        assertThat(index.ledger.get(DOC).fence().position().offset()).isEqualTo(1);
    }

    @Test
    void deletesKeepAnEntryAndNoChunk() {
        apply(change("doc", "one"));

        assertThat(outcomes(apply(versioned("doc", null, 7)))).containsExactly(Outcome.APPLIED);
        assertThat(index.of(DOC)).isEmpty();
        assertThat(index.ledger.get(DOC).state()).isEqualTo(LedgerEntry.State.DELETED);
        assertThat(outcomes(apply(versioned("doc", "late", 6)))).containsExactly(Outcome.SUPERSEDED);
        assertThat(outcomes(apply(change("doc", null)))).containsExactly(Outcome.UNCHANGED);
        assertThat(outcomes(apply(change("never", null)))).containsExactly(Outcome.APPLIED);
    }

    @Test
    void aKeyInAnotherPartitionIsRejected() {
        apply(change("doc", "one"));
        Arrival elsewhere = new Arrival(
                new Position("topic", 1, 0), "t", "c", bytes("doc"), bytes("{\"text\":\"x\"}"), List.of(), NOW);

        List<Settled> settled = apply(elsewhere);

        assertThat(settled.get(0).receipt().reason()).isEqualTo("wrong-partition");
        assertThat(index.of(DOC)).hasSize(1);
    }

    @Test
    void chunksSweptByALateOwnerAreStagedAgain() {
        AtomicInteger sweeps = new AtomicInteger(2);
        index.beforeFlip = () -> {
            if (sweeps.getAndDecrement() > 0) {
                index.of(DOC).clear();
            }
        };

        assertThat(outcomes(apply(change("doc", "one\n\ntwo")))).containsExactly(Outcome.APPLIED);
        assertThat(index.of(DOC)).hasSize(1);
    }

    @Test
    void aChangeOvertakenBeforeItsFlipIsSupersededAndLeavesNothing() {
        Arrival slow = change("doc", "slow");
        Arrival fast = change("doc", "fast");
        AtomicInteger first = new AtomicInteger();
        index.beforeFlip = () -> {
            if (first.getAndIncrement() == 0) {
                apply(applier, fast);
            }
        };

        assertThat(outcomes(apply(slow))).containsExactly(Outcome.SUPERSEDED);
        assertThat(index.of(DOC).values())
                .extracting(chunk -> chunk.chunk().text())
                .containsExactly("fast");
    }

    @Test
    void whatIsAwayFailsTheBatchAfterTheOtherDocumentsAreDone() {
        index.beforeEachCall = () -> {
            if (index.of(DOC).size() == 1) {
                throw new IllegalStateException("away");
            }
        };
        Arrival bad = change("doc", "x");

        assertThatThrownBy(() -> apply(bad)).hasMessageContaining("away");
        index.beforeEachCall = () -> {};
        assertThat(outcomes(apply(bad, change("other", "y")))).containsExactly(Outcome.APPLIED, Outcome.APPLIED);
    }

    @Test
    void readersAndAttributesMakeNewChunksButCopyVectors() {
        apply(change("doc", "one"));
        int embedded = embedder.embedded.get();

        List<Settled> settled =
                apply(json("doc", "{\"text\":\"one\",\"readers\":[\"staff\"],\"attributes\":{\"a\":\"b\"}}"));

        assertThat(outcomes(settled)).containsExactly(Outcome.APPLIED);
        assertThat(embedder.embedded).hasValue(embedded);
        assertThat(index.of(DOC).values())
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.chunk().readers()).containsExactly("staff"));
    }

    @Test
    void equalParagraphsAreDifferentChunks() {
        String paragraph = "word ".repeat(40).strip();

        apply(change("doc", paragraph + "\n\n" + paragraph));

        assertThat(index.ledger.get(DOC).chunks()).doesNotHaveDuplicates().hasSize(2);
        assertThat(index.of(DOC)).hasSize(2);
        assertThat(embedder.embedded).as("one text, one embedding").hasValue(1);
    }

    @Test
    void everyReceiptFitsTheSchema() {
        List<Settled> settled =
                new ArrayList<>(apply(change("doc", "old"), change("doc", "one"), json("doc", "x"), json(" ", "x")));
        settled.addAll(apply(
                change("doc", "one"), change("gone", null), json("doc", "{\"contentType\":\"a/b\",\"text\":\"\"}")));

        assertThat(outcomes(settled)).contains(Outcome.values());
        assertThat(settled).allSatisfy(one -> assertThat(Schemas.complaints(
                        "receipt", new String(EventJson.write(one.receipt()), StandardCharsets.UTF_8)))
                .isEmpty());
    }

    @Test
    void howeverRecordsFallIntoBatchesAndWhateverFailsTheStateIsTheSame() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Arrival> log = randomLog(random);
            MemoryIndex oneByOne = new MemoryIndex();
            log.forEach(arrival -> apply(applier(oneByOne, new WordEmbedder()), arrival));

            MemoryIndex inBatches = new MemoryIndex();
            BatchApplier crashing = applier(inBatches, new WordEmbedder());
            inBatches.beforeEachCall = () -> {
                if (random.nextInt(12) == 0) {
                    throw new IllegalStateException("killed");
                }
            };
            for (int start = 0; start < log.size(); ) {
                int end = Math.min(log.size(), start + 1 + random.nextInt(8));
                int from = random.nextInt(4) == 0 ? random.nextInt(start + 1) : start;
                if (applied(crashing, log.subList(from, end))) {
                    start = end;
                }
            }

            assertThat(inBatches.state()).as("seed " + seed).isEqualTo(oneByOne.state());
        }
    }

    private boolean applied(BatchApplier crashing, List<Arrival> batch) {
        try {
            apply(crashing, batch.toArray(Arrival[]::new));
            return true;
        } catch (RuntimeException killed) {
            return false;
        }
    }

    private List<Arrival> randomLog(Random random) {
        nextOffset = 0;
        List<Arrival> log = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "doc-" + random.nextInt(3);
            String text = random.nextInt(5) == 0 ? null : "text " + random.nextInt(4);
            log.add(
                    switch (random.nextInt(5)) {
                        case 0 -> json(id, "not json");
                        case 1 ->
                            json(
                                    id,
                                    "{\"contentType\":\"image/png\",\"text\":\"x\",\"version\":" + random.nextInt(50)
                                            + "}");
                        case 2 -> change(id, text);
                        default -> versioned(id, text, random.nextInt(20));
                    });
        }
        return log;
    }

    @Test
    void aDocumentThatNoParserBearsDoesNotStopTheOthers() {
        BatchApplier fragile = applier(index, embedder, text -> {
            if (text.contains("deep")) {
                throw new StackOverflowError();
            }
            return "en";
        });

        List<Settled> settled = apply(fragile, change("doc", "deep"), change("other", "fine"));

        assertThat(outcomes(settled)).containsExactly(Outcome.REJECTED, Outcome.APPLIED);
        assertThat(settled.get(0).receipt().reason()).isEqualTo("invalid-change");
    }

    private static BatchApplier applier(MemoryIndex index, WordEmbedder embedder) {
        return applier(index, embedder, text -> "en");
    }

    private static BatchApplier applier(MemoryIndex index, WordEmbedder embedder, UnaryOperator<String> languages) {
        return new BatchApplier(
                new ChangeReader(10_000),
                new Planner(
                        new DocumentParsers(),
                        new Splitter(embedder::countTokens, 64, 100),
                        new Words(),
                        languages,
                        embedder.id()),
                new ChunkVectors(index, embedder),
                index,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Runnable::run,
                4);
    }

    private List<Settled> apply(Arrival... arrivals) {
        return apply(applier, arrivals);
    }

    private static List<Settled> apply(BatchApplier applier, Arrival... arrivals) {
        return applier
                .apply(GENERATION, Arrays.asList(arrivals))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10))
                .stream()
                .flatMap(document -> document.settled().stream())
                .sorted(Comparator.comparing(one -> one.arrival().position().offset()))
                .toList();
    }

    private static List<Outcome> outcomes(List<Settled> settled) {
        return settled.stream().map(one -> one.receipt().outcome()).toList();
    }

    private Arrival change(String id, String text) {
        return json(id, text == null ? null : "{\"text\":\"" + text.replace("\n", "\\n") + "\"}");
    }

    private Arrival versioned(String id, String text, long version) {
        Arrival change = change(id, text);
        return new Arrival(
                change.position(),
                change.topic(),
                change.collection(),
                change.key(),
                change.value(),
                List.of(new Header("kotae-version", bytes(Long.toString(version)))),
                change.at());
    }

    private Arrival json(String id, String value) {
        return new Arrival(
                new Position("topic", 0, nextOffset++),
                "kotae.documents.c",
                "c",
                bytes(id),
                value == null ? null : bytes(value),
                List.of(),
                NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Words implements TextAnalyzer {

        @Override
        public String id() {
            return "words";
        }

        @Override
        public List<String> terms(String text) {
            return List.of(text.toLowerCase(java.util.Locale.ROOT).split("\\W+"));
        }
    }
}

package dev.kotae.query.search;

import dev.kotae.common.document.ContentHash;
import dev.kotae.common.embedding.OnnxEmbedder;
import dev.kotae.common.index.RedisChunkSearch;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.local.testing.LocalParts;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.testing.SharedData;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How often the test of evidence errs, on real questions: those of a corpus asked of that corpus (it should find evidence), asked of
 * that corpus without the passage that answers them, and asked of another corpus (it should find none). Not part of the build; {@code
 * bench/measure-answers evidence} runs it.
 */
class EvidenceMeasurement {

    private static final int PASSAGES = 600;
    private static final int QUESTIONS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The best hits of a question that an answer can come from: as many as are asked for with 4 chunks. */
    private static final int LIMIT = 12;

    private final Vertx vertx = Vertx.vertx();
    private final OnnxEmbedder embedder =
            OnnxEmbedder.bgeSmallEn(Runtime.getRuntime().availableProcessors());
    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();
    private final Redis redis = Redis.createClient(
            vertx,
            new RedisOptions()
                    .setConnectionString(LocalParts.redis().url())
                    .setMaxPoolSize(8)
                    .setMaxWaitingHandlers(10_000));
    private final Retriever retriever =
            new Retriever(embedder, analyzer, new RedisChunkSearch(redis), new PatientConfig());

    /** What is known of a question's best hits. */
    private record Asked(String id, Question question, List<RankedHit> hits) {

        Asked without(Set<String> passages) {
            return new Asked(
                    id,
                    question,
                    hits.stream()
                            .filter(hit -> !passages.contains(hit.hit().documentId()))
                            .toList());
        }
    }

    @Test
    void errorRates() {
        Beir english = Beir.read(SharedData.folder("xquad_en")).sample(PASSAGES, QUESTIONS);
        Beir science = Beir.read(SharedData.folder("scifact")).sample(PASSAGES, QUESTIONS);
        Beir japanese = Beir.read(SharedData.folder("jsquad/valid")).sample(PASSAGES, QUESTIONS);
        Beir other = Beir.read(SharedData.folder("jaquad")).sample(1, QUESTIONS);
        String xquad = index(english);
        String scifact = index(science);
        String jsquad = index(japanese);
        report(
                "en",
                List.of(ask(english, xquad), ask(science, scifact)),
                List.of(ask(english, scifact), ask(science, xquad)),
                List.of(english, science));
        report("ja", List.of(ask(japanese, jsquad)), List.of(ask(other, jsquad)), List.of(japanese));
    }

    private String index(Beir corpus) {
        IndexedCollection collection = new IndexedCollection(redis, embedder, analyzer);
        corpus.passages().forEach((id, text) -> collection.add(id, readable(text)));
        return collection.name();
    }

    /** What the embedder reads of it, with room for the title. */
    private String readable(String text) {
        String cut = text;
        while (embedder.countTokens(cut) > embedder.maxTokens() - 50) {
            cut = cut.substring(0, cut.length() * 9 / 10);
        }
        return cut;
    }

    private List<Asked> ask(Beir questions, String collection) {
        List<Asked> asked = new ArrayList<>();
        questions.questions().forEach((id, text) -> {
            Question question = retriever.question(text);
            asked.add(new Asked(
                    id,
                    question,
                    retriever
                            .retrieve(question, List.of(collection), Set.of(), Map.of(), LIMIT)
                            .await()
                            .atMost(PATIENCE)
                            .hits()));
        });
        return asked;
    }

    private void report(String language, List<List<Asked>> own, List<List<Asked>> foreign, List<Beir> corpora) {
        List<Asked> answerable = own.stream().flatMap(List::stream).toList();
        List<Asked> others = foreign.stream().flatMap(List::stream).toList();
        List<Asked> removed = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            Beir corpus = corpora.get(i);
            own.get(i)
                    .forEach(
                            asked -> removed.add(asked.without(corpus.relevant().get(asked.id()))));
        }
        System.out.println("\n" + language
                + ", half to choose by\n| cosine | share | answerable, refused | of another corpus, let through |"
                + "\n|---|---|---|---|");
        for (double cosine : new double[] {0.64, 0.68, 0.72, 0.76, 0.8}) {
            for (double share : new double[] {0.5, 0.6, 0.7}) {
                Evidence evidence = new Evidence(analyzer, embedder.cosines().withEvidence(cosine), share);
                System.out.printf(
                        Locale.ROOT,
                        "| %.2f | %.1f | %.1f %% | %.1f %% |%n",
                        cosine,
                        share,
                        100 - held(answerable, true, evidence),
                        held(others, true, evidence));
            }
        }
        Evidence chosen = new Evidence(analyzer, embedder.cosines(), new PatientConfig().evidenceShare());
        System.out.printf(
                Locale.ROOT,
                "%n%s, half to report on: answerable, refused %.1f %% of %d; of another corpus, let through %.1f %% of %d;"
                        + " with the answering passage removed, let through %.1f %%%n",
                language,
                100 - held(answerable, false, chosen),
                half(answerable, false).size(),
                held(others, false, chosen),
                half(others, false).size(),
                held(removed, false, chosen));
    }

    /** Per cent of the questions that have evidence. */
    private static double held(List<Asked> asked, boolean choosing, Evidence evidence) {
        return half(asked, choosing).stream()
                        .mapToInt(
                                one -> one.hits().stream().anyMatch(hit -> evidence.holds(one.question(), hit)) ? 1 : 0)
                        .average()
                        .orElseThrow()
                * 100;
    }

    /** Half of the questions, by their ids' hash. */
    private static List<Asked> half(List<Asked> asked, boolean choosing) {
        return asked.stream()
                .filter(one -> (Character.digit(ContentHash.of(one.id()).hex().charAt(0), 16) % 2 == 0) == choosing)
                .toList();
    }

    /** The defaults, without a hurry. */
    private static final class PatientConfig implements RetrievalConfig {
        @Override
        public double vectorWeight() {
            return 0.5;
        }

        @Override
        public int candidates() {
            return 40;
        }

        @Override
        public OptionalDouble evidenceCosine() {
            return OptionalDouble.empty();
        }

        @Override
        public double evidenceShare() {
            return 0.6;
        }

        @Override
        public OptionalInt atOnce() {
            return OptionalInt.empty();
        }

        @Override
        public int waiting() {
            return 1000;
        }

        @Override
        public Duration maxWait() {
            return PATIENCE;
        }

        @Override
        public Duration timeout() {
            return PATIENCE;
        }

        @Override
        public int cachedQuestions() {
            return 1;
        }
    }
}

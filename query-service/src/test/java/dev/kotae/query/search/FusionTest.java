package dev.kotae.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kotae.common.embedding.CosineScale;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.Hits;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {

    private static final LuceneTextAnalyzer ANALYZER = new LuceneTextAnalyzer();
    private static final CosineScale COSINES = new CosineScale(0.45, 0.9, 0.72);
    private final Fusion fusion = new Fusion(COSINES);
    private final Evidence evidence = new Evidence(ANALYZER, COSINES, 0.6);

    @Test
    void bothLegsCountByTheirWeight() {
        var meant = Hits.hit("meant", "furnace heat", 0.9, 0);
        var worded = Hits.hit("worded", "kiln kiln", 0.5, 10);

        assertThat(documents(rank("kiln", 1, meant, worded))).containsExactly("meant", "worded");
        assertThat(documents(rank("kiln", 0, meant, worded))).containsExactly("worded", "meant");
    }

    @Test
    void scoresStayBetweenZeroAndOneAndDoNotDependOnOtherHits() {
        var hit = Hits.hit("a", "kiln", 0.8, 3);
        double alone = rank("kiln fire", 0.5, hit).get(0).score();

        assertThat(alone).isBetween(0.0, 1.0);
        assertThat(rank("kiln fire", 0.5, Hits.hit("b", "x", 2, 1000), hit)
                        .get(1)
                        .score())
                .isEqualTo(alone);
    }

    @Test
    void evidenceIsAbsolute() {
        assertThat(holds("Who won the chess tournament?", 0.5, Hits.hit("a", "The kiln is hot.", 0.5, 0)))
                .isFalse();
        assertThat(holds("窯は何度で焼成しますか", 0, Hits.hit("b", "窯は1280度で焼成します。", Double.NaN, 2)))
                .isTrue();
        assertThat(holds("How warm is the furnace?", 0.5, Hits.hit("c", "The kiln is hot.", 0.8, 0)))
                .isTrue();
    }

    @Test
    void whatACosineMeansIsTheEmbeddersToSay() {
        CosineScale high = new CosineScale(0.75, 0.95, 0.86);
        Fusion ofHigh = new Fusion(high);
        Question question = new Question("How warm is the furnace?", "en", ANALYZER.terms("How warm is the furnace?"));
        List<RankedHit> ranked = ofHigh.rank(
                question,
                List.of(Hits.hit("far", "Bread.", 0.78, 0), Hits.hit("near", "The kiln is hot.", 0.88, 0)),
                1,
                10);

        assertThat(documents(ranked)).containsExactly("near", "far");
        assertThat(ranked.get(0).score()).isCloseTo(0.65, within(1e-6));
        assertThat(ranked.stream().filter(hit -> new Evidence(ANALYZER, high, 0.6).holds(question, hit)))
                .containsExactly(ranked.get(0));
        assertThat(ranked.stream().filter(hit -> evidence.holds(question, hit))).hasSize(2);
    }

    private boolean holds(String question, double weight, dev.kotae.common.index.Hit hit) {
        return evidence.holds(
                new Question(question, "en", ANALYZER.terms(question)),
                rank(question, weight, hit).get(0));
    }

    private List<RankedHit> rank(String question, double weight, dev.kotae.common.index.Hit... hits) {
        return fusion.rank(new Question(question, "en", ANALYZER.terms(question)), List.of(hits), weight, 10);
    }

    private static List<String> documents(List<RankedHit> ranked) {
        return ranked.stream().map(hit -> hit.hit().documentId()).toList();
    }
}

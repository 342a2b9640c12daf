package dev.kotae.query.citation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.Hits;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationsTest {

    private static final Citations CITATIONS = new Citations(new Support(new LuceneTextAnalyzer()));
    private static final List<Source> SOURCES = List.of(
            source(1, "kiln.md", "The kiln is fired at 1280 degrees for nine hours. Then it cools."),
            source(2, "kama.md", "窯は1280度で九時間焼成します。その後で冷まします。"));

    @Test
    void aMarkedSentenceIsCitedWithTheSpanThatSupportsIt() {
        Citations.Judged judged = CITATIONS.judge("The kiln is fired at 1280 degrees [1].", SOURCES);

        assertThat(judged.text()).isEqualTo("The kiln is fired at 1280 degrees [1].");
        Citation citation = judged.citations().get(0);
        assertThat(citation.quote()).isEqualTo("The kiln is fired at 1280 degrees for nine hours.");
        assertThat(citation.supported()).isTrue();
        assertThat(citation.inferred()).isFalse();
        assertThat(citation.url()).isEqualTo("https://example.org/kiln.md#section");
        assertThat(citation.version()).isEqualTo(7);
    }

    @Test
    void aSentenceThatTheSourceDoesNotSayIsMarkedUnsupportedAndQuotesNothing() {
        Citation citation = CITATIONS
                .judge("Bananas grow on tall green plants in Ecuador [1].", SOURCES)
                .citations()
                .get(0);

        assertThat(citation.supported()).isFalse();
        assertThat(citation.quote()).isNull();
    }

    @Test
    void aForgottenMarkerIsInferredWhereASourceClearlySaysSo() {
        Citations.Judged judged = CITATIONS.judge("窯は1280度で九時間焼成します。", SOURCES);

        assertThat(judged.text()).isEqualTo("窯は1280度で九時間焼成します。 [2]");
        assertThat(judged.citations()).singleElement().satisfies(citation -> {
            assertThat(citation.inferred()).isTrue();
            assertThat(citation.documentId()).isEqualTo("kama.md");
        });
    }

    @Test
    void whatNobodySaysGetsNoCitation() {
        Citations.Judged judged = CITATIONS.judge("Bananas grow on tall green plants in Ecuador.", SOURCES);

        assertThat(judged.text()).isEqualTo("Bananas grow on tall green plants in Ecuador.");
        assertThat(judged.citations()).isEmpty();
        assertThat(judged.unsupported())
                .containsExactly(new Span(0, 45, "Bananas grow on tall green plants in Ecuador."));
    }

    @Test
    void onlySentencesThatClaimSomethingUnsupportedAreMarkedByTheirPlaceInTheFinalText() {
        String text =
                """
                # Firing

                The kiln is fired at 1280 degrees for nine hours. Bananas grow in Ecuador [1]. Do this:

                ```sh
                burn everything. now
                ```

                The documents do not say more.""";

        Citations.Judged judged = CITATIONS.judge(text, SOURCES);

        assertThat(judged.unsupported()).singleElement().satisfies(span -> {
            assertThat(span.text()).isEqualTo("Bananas grow in Ecuador [1].");
            assertThat(judged.text().substring(span.start(), span.end())).isEqualTo(span.text());
        });
        assertThat(judged.text()).contains("nine hours. [1] Bananas");
    }

    @Test
    void whatTwoSentencesInARowSayIsQuotedAsItStandsThere() {
        Citation citation = CITATIONS
                .judge("The kiln is fired for nine hours and then cools [1].", SOURCES)
                .citations()
                .get(0);

        assertThat(citation.quote()).isEqualTo("The kiln is fired at 1280 degrees for nine hours. Then it cools.");
    }

    @Test
    void aSentenceThatAnotherChunkSupportsIsNotMarkedButItsCitationIs() {
        Citations.Judged judged = CITATIONS.judge("窯は1280度で焼成します [1]。", SOURCES);

        assertThat(judged.citations().get(0).supported()).isFalse();
        assertThat(judged.unsupported()).isEmpty();
    }

    private static Source source(int marker, String document, String text) {
        return new Source(marker, Hits.hit(document, text, 0.9, 5), text);
    }

    @Test
    void onlyThatTheDocumentsDoNotSayNeedsNoSupport() {
        assertThat(CITATIONS
                        .judge("The documents do not mention elephants.", SOURCES)
                        .unsupported())
                .isEmpty();
        assertThat(CITATIONS.judge("文書には象について書かれていません。", SOURCES).unsupported()).isEmpty();
        assertThat(CITATIONS
                        .judge("A document is not shown to elephants.", SOURCES)
                        .unsupported())
                .hasSize(1);
    }
}

package dev.kotae.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.common.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedTermsTest {

    private final LuceneTextAnalyzer real = new LuceneTextAnalyzer();
    private final List<String> analysed = new ArrayList<>();
    private final CachedTerms cached = new CachedTerms(new TextAnalyzer() {
        @Override
        public String id() {
            return real.id();
        }

        @Override
        public List<String> terms(String text) {
            analysed.add(text);
            return real.terms(text);
        }
    });

    @Test
    void aTextThatComesAgainIsAnalysedOnceAndHasTheSameTerms() {
        for (int i = 0; i < 3; i++) {
            assertThat(cached.terms("The kiln is fired. 窯は焼成します。"))
                    .isEqualTo(real.terms("The kiln is fired. 窯は焼成します。"));
        }
        assertThat(analysed).hasSize(1);
        assertThat(cached.id()).isEqualTo(real.id());
    }

    @Test
    void longTextsPushNothingOut() {
        String text = "kiln ".repeat(5000);
        cached.terms(text);
        cached.terms(text);
        assertThat(analysed).hasSize(2);
    }
}

package dev.kotae.query.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kotae.common.text.TextAnalyzer;
import java.util.List;

/**
 * Keeps the terms of texts that come again: a chunk is read for every question that finds it, and its sentences once more for the answer
 * and for its citations. What is used most stays. Holds some 20 MB at most. Safe for use by several threads.
 */
public final class CachedTerms implements TextAnalyzer {

    /** In characters: those of the text, and for each term what an object of its own takes. */
    private static final long MOST = 4_000_000;

    private static final int EACH_TERM = 30;

    /** Longer texts are questions of machines, or pages: they would push out many chunks. */
    private static final int LONGEST = 20_000;

    private final TextAnalyzer analyzer;
    private final Cache<String, List<String>> terms = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((String text, List<String> all) -> text.length() + EACH_TERM * all.size())
            .build();

    /** @param analyzer analyses what is not kept */
    public CachedTerms(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public String id() {
        return analyzer.id();
    }

    @Override
    public List<String> terms(String text) {
        return text.length() > LONGEST ? analyzer.terms(text) : terms.get(text, analyzer::terms);
    }
}

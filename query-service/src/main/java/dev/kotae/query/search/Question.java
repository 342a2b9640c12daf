package dev.kotae.query.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A question, understood.
 *
 * @param text as asked
 * @param language {@code en}, {@code ja} or {@code und}
 * @param terms its analysed terms in order; may be empty
 */
public record Question(String text, String language, List<String> terms) {

    public Question {
        terms = List.copyOf(terms);
    }

    /** The terms, each once. */
    public Set<String> distinctTerms() {
        return new LinkedHashSet<>(terms);
    }
}

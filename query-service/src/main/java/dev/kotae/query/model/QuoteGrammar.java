package dev.kotae.query.model;

import dev.kotae.query.citation.Quote;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A grammar that lets a model say one or two of some sentences and nothing else, in GBNF, which llama.cpp and vLLM read. Constrained
 * decoding of verbatim quotes follows Menick et al., "Teaching language models to support answers with verified quotes" (2022).
 */
final class QuoteGrammar {

    /** More are not worth the server's time: the first come from the best hits. */
    private static final int MOST = 40;

    private QuoteGrammar() {}

    /** @param quotes at least one */
    static String of(List<Quote> quotes) {
        List<String> sentences =
                quotes.stream().map(Quote::marked).collect(Collectors.toCollection(LinkedHashSet::new)).stream()
                        .limit(MOST)
                        .toList();
        StringBuilder rules = new StringBuilder("root ::= ");
        rules.append(IntStream.range(0, sentences.size())
                .mapToObj(first -> "s" + first + then(first, sentences.size()))
                .collect(Collectors.joining(" | ")));
        for (int each = 0; each < sentences.size(); each++) {
            rules.append("\ns").append(each).append(" ::= ").append(literal(sentences.get(each)));
        }
        return rules.toString();
    }

    /** Perhaps a second one, no sentence twice. */
    private static String then(int first, int all) {
        if (all == 1) {
            return "";
        }
        return IntStream.range(0, all)
                .filter(second -> second != first)
                .mapToObj(second -> "s" + second)
                .collect(Collectors.joining(" | ", " (\" \" (", "))?"));
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '"', '\\' -> literal.append('\\').appendCodePoint(letter);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.appendCodePoint(letter);
            }
        });
        return literal.append('"').toString();
    }
}

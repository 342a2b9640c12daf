package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.query.Hits;
import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuoteGrammarTest {

    @Test
    void oneOrTwoDifferentSentencesMayBeSaid() {
        assertThat(QuoteGrammar.of(quotes("The kiln is hot. Stay away.", "窯は熱い。")))
                .isEqualTo("root ::= s0 (\" \" (s1 | s2))? | s1 (\" \" (s0 | s2))? | s2 (\" \" (s0 | s1))?\n"
                        + "s0 ::= \"The kiln is hot. [1]\"\n"
                        + "s1 ::= \"Stay away. [1]\"\n"
                        + "s2 ::= \"窯は熱い。 [2]\"");
    }

    @Test
    void whatGrammarsReadAsTheirOwnIsEscaped() {
        assertThat(QuoteGrammar.of(quotes("Say \"a\\b\"\nto\tit.")))
                .isEqualTo("root ::= s0\ns0 ::= \"Say \\\"a\\\\b\\\"\\nto\\tit. [1]\"");
    }

    @Test
    void manySentencesAreNotAllOffered() {
        String text =
                IntStream.range(0, 500).mapToObj(i -> "Kiln " + i + " is hot.").collect(Collectors.joining(" "));

        assertThat(QuoteGrammar.of(quotes(text))).hasLineCount(41).hasSizeLessThan(20_000);
    }

    private static List<Quote> quotes(String... texts) {
        return Quote.of(IntStream.range(0, texts.length)
                .mapToObj(i -> new Source(i + 1, Hits.hit("d" + i, texts[i], 0.9, 3), texts[i]))
                .toList());
    }
}

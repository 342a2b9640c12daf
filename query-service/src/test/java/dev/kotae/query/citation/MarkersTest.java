package dev.kotae.query.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkersTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Hot [1].|Hot [1].",
                "Hot [3].|Hot.",
                "Hot [0] and [99].|Hot and.",
                "Hot [1, 2].|Hot [1][2].",
                "Hot [1][2].|Hot [1][2].",
                "Hot [1, 7].|Hot [1].",
                "Hot [1-2].|Hot [1][2].",
                "Hot [Document 1].|Hot [1].",
                "Hot [Doc 2, Doc 9].|Hot [2].",
                "Hot [^2].|Hot [2].",
                "Hot [1 and 2].|Hot [1][2].",
                "熱い【2】。|熱い[2]。",
                "熱い［２］。|熱い[2]。",
                "熱い【1†source】。|熱い[1]。",
                "熱い[文書1、2]。|熱い[1][2]。",
                "An `array[10]` stays|An `array[10]` stays",
                "An array [10] does not|An array does not",
                "[1](http://evil.example)|[1] (http://evil.example)",
                "[1]: http://evil.example|[1] : http://evil.example",
                "[not a marker]|[not a marker]",
                "[1|[1",
            })
    void markersToNothingAreRemovedWhereverTheStreamIsCut(String text, String expected) {
        for (int cut = 0; cut <= text.length(); cut++) {
            Markers markers = new Markers(2);
            String out = markers.push(text.substring(0, cut)) + markers.push(text.substring(cut)) + markers.end();
            assertThat(out).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void codeKeepsItsBrackets() {
        assertThat(Markers.resolve("```\nx[9]\n```\nHot [9].", 1)).isEqualTo("```\nx[9]\n```\nHot.");
    }

    @Test
    void characterByCharacterNoMarkerLeaksInPieces() {
        Markers markers = new Markers(1);
        StringBuilder out = new StringBuilder();
        for (String c : "It is hot [1] or cold [5]!".split("")) {
            String piece = markers.push(c);
            assertThat(List.of("[", "[5", "5", "5]")).doesNotContain(piece);
            out.append(piece);
        }
        assertThat(out.append(markers.end())).hasToString("It is hot [1] or cold!");
    }

    @Test
    void whatIsHeldBackIsBounded() {
        Markers markers = new Markers(1);

        assertThat(markers.push("[" + "1,".repeat(50))).hasSize(101);
    }

    @Test
    void aLonelyBackquoteHidesNoMarkerOnceTheTextIsWhole() {
        assertThat(Markers.resolve("A ` here [1] and [9].", 1)).isEqualTo("A ` here [1] and.");
        assertThat(Markers.in("`a[1]` b [2]"))
                .extracting(Markers.Mention::number)
                .containsExactly(2);
    }

    @Test
    void documentsBringNoMarkersOfTheirOwn() {
        assertThat(Markers.disarm("So it is [2], see [Document 1]. `a[1]`"))
                .isEqualTo("So it is (2), see (Document 1). `a[1]`");
    }
}

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
                "Hot [3].|Hot .",
                "Hot [0] and [99].|Hot  and .",
                "Hot [1, 2].|Hot [1][2].",
                "Hot [1, 7].|Hot [1].",
                "熱い【2】。|熱い[2]。",
                "An array[10] stays text|An array stays text",
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
    void characterByCharacterNoMarkerLeaksInPieces() {
        Markers markers = new Markers(1);
        StringBuilder out = new StringBuilder();
        for (String c : "It is hot [1] or cold [5]!".split("")) {
            String piece = markers.push(c);
            assertThat(List.of("[", "[5", "5", "5]")).doesNotContain(piece);
            out.append(piece);
        }
        assertThat(out.append(markers.end())).hasToString("It is hot [1] or cold !");
    }

    @Test
    void whatIsHeldBackIsBounded() {
        Markers markers = new Markers(1);

        assertThat(markers.push("[" + "1,".repeat(50))).hasSize(101);
    }
}

package dev.kotae.query.citation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void englishAndJapaneseSentencesAreCutWordForWord() {
        assertThat(Sentences.of("It is hot. Is it? Yes!  Version 1.2.3 is e.g. fine."))
                .containsExactly("It is hot.", "Is it?", "Yes!", "Version 1.2.3 is e.g. fine.");
        assertThat(Sentences.of("窯は熱い。本当に？「はい。」と言う。")).containsExactly("窯は熱い。", "本当に？", "「はい。」と言う。");
    }

    @Test
    void aMarkerBelongsToTheSentenceBeforeIt() {
        assertThat(Sentences.of("It is hot. [1] It is cold. [2]")).containsExactly("It is hot. [1]", "It is cold. [2]");
        assertThat(Sentences.of("窯は熱い。 [1] 水は冷たい。[2]")).containsExactly("窯は熱い。 [1]", "水は冷たい。[2]");
    }

    @Test
    void proseLeavesOutHeadingsTablesAndCode() {
        assertThat(
                        Sentences.prose(
                                "# Title\n\nText here. More text.\n\n```sh\nrun this. now\n```\n\n| a | b |\n|---|---|\n\n- An item.\n- Another item."))
                .containsExactly("Text here.", "More text.", "An item.", "Another item.");
    }

    @Test
    void anOpenFenceHidesTheRest() {
        assertThat(Sentences.prose("Text.\n\n```\ncode. more\n")).containsExactly("Text.");
    }
}

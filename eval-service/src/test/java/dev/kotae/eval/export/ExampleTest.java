package dev.kotae.eval.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.common.event.EventJson;
import dev.kotae.eval.export.Example.Document;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExampleTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void withContextTheMarkersPointToTheChunksAndWithoutThereAreNone() {
        Example example = Examples.supported("c1", "How?", "So it is [1].");
        assertThat(example.asked(true).content()).isEqualTo("[1] Title\nThe text of c1\n\nHow?");
        assertThat(example.answered(true).content()).isEqualTo("So it is [1].");
        assertThat(example.asked(false).content()).isEqualTo("How?");
        assertThat(example.answered(false).content()).isEqualTo("So it is.");
    }

    @Test
    void itSaysWhereItCameFromButNotWhoAsked() {
        String json = new String(
                EventJson.write(Examples.supported("c1", "How?", "So.").provenance(AT)), StandardCharsets.UTF_8);
        assertThat(json)
                .contains(
                        "\"model\":\"m\"",
                        "\"promptHash\":\"hash\"",
                        "\"stars\":5",
                        "\"judgedAt\":\"2026-11-24T10:00:00Z\"")
                .doesNotContain("alice");
        assertThat(Examples.supported("c1", "How?", "So.").provenance(AT).documents())
                .containsExactly(new Document("guide", "doc", 3, "c1"));
    }

    @Test
    void caseWidthAndSpacesMakeNoDifference() {
        assertThat(Example.sameness("ＨＯＷ  do I?", "So.")).isEqualTo(Example.sameness("how do i?", "so."));
        assertThat(Example.sameness("a", "b c")).isNotEqualTo(Example.sameness("a b", "c"));
    }

    @Test
    void withoutATextItTeachesNothing() {
        assertThat(Examples.supported("c", "How?", " ").usable()).isFalse();
        assertThat(Examples.supported("c", "How?", null).usable()).isFalse();
        assertThat(Examples.supported("c", "How?", "So.").usable()).isTrue();
    }
}

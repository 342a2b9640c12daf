package dev.kotae.common.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentHashTest {

    @Test
    void isSha256OfTheBytes() {
        assertThat(ContentHash.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void fieldsDoNotRunIntoEachOther() {
        assertThat(ContentHash.ofFields(List.of("ab", "c"))).isNotEqualTo(ContentHash.ofFields(List.of("a", "bc")));
        assertThat(ContentHash.ofFields(Arrays.asList("a", null))).isNotEqualTo(ContentHash.ofFields(List.of("a", "")));
    }
}

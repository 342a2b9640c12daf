package dev.kotae.common.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final String KEY = "kotae_0123456789abcdef0123456789abcdef";
    private static final String OTHER = "kotae_fedcba9876543210fedcba9876543210";

    @TempDir
    Path folder;

    @Test
    void aKeyNamesItsUserAndGroupsAndIsKnownByItsHashAlone() throws Exception {
        ApiKeys keys = ApiKeys.parse("[" + entry("portal", KEY) + "," + entry("batch", OTHER) + "]");

        ApiKey found = keys.find(KEY).orElseThrow();
        assertThat(found.name()).isEqualTo("portal");
        assertThat(found.user()).isEqualTo("u-portal");
        assertThat(found.groups()).isEqualTo(Set.of("staff"));
        assertThat(keys.find(KEY + "0")).isEmpty();
        assertThat(keys.find(KEY.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(keys.toString()).doesNotContain(KEY);
    }

    @Test
    void whatSomebodyMadeUpIsNoKey() throws Exception {
        assertThat(ApiKeys.parse("[" + entry("weak", "kotae_secret") + "]").find("kotae_secret"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "[{\"name\":\"a\",\"user\":\"u\",\"sha256\":\"kotae_0123456789abcdef\"}]",
                "[{\"name\":\"a\",\"user\":\"u\",\"key\":\"kotae_0123456789abcdef\"}]",
                "[{\"user\":\"u\",\"sha256\":\"kotae_0123456789abcdef\"}]"
            })
    void aMistakeIsNamedWithoutShowingWhatWasRead(String json) {
        assertThatThrownBy(() -> ApiKeys.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("0123456789abcdef")
                .hasNoCause();
    }

    @Test
    void keysAreRotatedByTheirFileAndAMistakeInItLeavesThemAsTheyWere() throws Exception {
        Path file = folder.resolve("keys.json");
        ApiKeyFile keys = new ApiKeyFile(Optional.empty(), Optional.of(file), Duration.ofSeconds(10));

        Files.writeString(file, "[" + entry("old", KEY) + "]");
        keys.load(file);
        Files.writeString(file, "[" + entry("old", KEY) + "," + entry("new", OTHER) + "]");
        keys.load(file);
        assertThat(keys.find(KEY)).isPresent();
        assertThat(keys.find(OTHER)).isPresent();

        Files.writeString(file, "[" + entry("new", OTHER) + "]");
        keys.load(file);
        assertThat(keys.find(KEY)).isEmpty();

        Files.writeString(file, "[" + entry("new", OTHER));
        assertThatThrownBy(() -> keys.load(file)).isInstanceOf(IllegalArgumentException.class);
        assertThat(keys.find(OTHER)).isPresent();

        Files.delete(file);
        keys.load(file);
        assertThat(keys.find(OTHER)).isEmpty();
    }

    private static String entry(String name, String key) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes()));
        return "{\"name\":\"" + name + "\",\"user\":\"u-" + name + "\",\"groups\":[\"staff\"],\"sha256\":\"" + hash
                + "\"}";
    }
}

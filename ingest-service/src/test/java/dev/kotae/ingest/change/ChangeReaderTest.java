package dev.kotae.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kotae.common.document.DocumentChange;
import dev.kotae.common.document.DocumentChange.Delete;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.index.Position;
import dev.kotae.ingest.Schemas;
import dev.kotae.ingest.change.Arrival.Header;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeReaderTest {

    private static final int LIMIT = 1000;
    private static final DocumentId ID = new DocumentId("guide", "start.md");

    private final ChangeReader reader = new ChangeReader(LIMIT);

    static Stream<Arguments> badValues() {
        return Stream.of(
                bad("", Reason.NOT_JSON, "not JSON"),
                bad("hello", Reason.NOT_JSON, "line 1"),
                bad("{\"text\":\"a\"", Reason.NOT_JSON, "not JSON"),
                bad("{\"text\":\"a\"} x", Reason.NOT_JSON, "not JSON"),
                bad("{\"text\":\"a\"} {}", Reason.INVALID_CHANGE, "goes on"),
                bad("{\"text\":\"a\",\"text\":\"b\"}", Reason.INVALID_CHANGE, "twice"),
                bad("null", Reason.INVALID_CHANGE, "null value"),
                bad("[]", Reason.INVALID_CHANGE, "object"),
                bad("{}", Reason.INVALID_CHANGE, "'text'"),
                bad("{\"text\":null}", Reason.INVALID_CHANGE, "neither"),
                bad("{\"title\":\"no text\"}", Reason.INVALID_CHANGE, "'text'"),
                bad("{\"text\":1}", Reason.INVALID_CHANGE, "'text'"),
                bad("{\"text\":\"a\",\"base64\":\"YQ==\"}", Reason.INVALID_CHANGE, "both"),
                bad("{\"base64\":\"%\"}", Reason.INVALID_CHANGE, "'base64'"),
                bad("{\"base64\":\"/w==\"}", Reason.INVALID_CHANGE, "UTF-8"),
                bad("{\"text\":\"\\ud800\"}", Reason.INVALID_CHANGE, "Unicode"),
                bad("{\"text\":\"a\",\"version\":\"7\"}", Reason.INVALID_CHANGE, "'version'"),
                bad("{\"text\":\"a\",\"version\":1.0}", Reason.INVALID_CHANGE, "'version'"),
                bad("{\"text\":\"a\",\"version\":-1}", Reason.INVALID_CHANGE, "'version'"),
                bad("{\"text\":\"a\",\"version\":9223372036854775808}", Reason.INVALID_CHANGE, "'version'"),
                bad("{\"text\":\"a\",\"title\":7}", Reason.INVALID_CHANGE, "'title'"),
                bad("{\"text\":\"a\",\"title\":\"a\\u0007\"}", Reason.INVALID_CHANGE, "'title'"),
                bad("{\"text\":\"a\",\"url\":\"javascript:alert(1)\"}", Reason.INVALID_CHANGE, "'url'"),
                bad("{\"text\":\"a\",\"url\":\"not a url\"}", Reason.INVALID_CHANGE, "'url'"),
                bad("{\"text\":\"a\",\"language\":\"english\"}", Reason.INVALID_CHANGE, "'language'"),
                bad("{\"text\":\"a\",\"contentType\":\"markdown\"}", Reason.INVALID_CHANGE, "'contentType'"),
                bad("{\"text\":\"a\",\"contentType\":\"text/plain; charset=latin1\"}", Reason.INVALID_CHANGE, "UTF-8"),
                bad("{\"text\":\"a\",\"updatedAt\":\"yesterday\"}", Reason.INVALID_CHANGE, "'updatedAt'"),
                bad("{\"text\":\"a\",\"updatedAt\":1}", Reason.INVALID_CHANGE, "'updatedAt'"),
                bad("{\"text\":\"a\",\"readers\":\"staff\"}", Reason.INVALID_CHANGE, "'readers'"),
                bad("{\"text\":\"a\",\"readers\":[1]}", Reason.INVALID_CHANGE, "'readers'"),
                bad("{\"text\":\"a\",\"readers\":[\" \"]}", Reason.INVALID_CHANGE, "'readers'"),
                bad("{\"text\":\"a\",\"readers\":[\"\\u0001everyone\"]}", Reason.INVALID_CHANGE, "'readers'"),
                bad("{\"text\":\"a\",\"attributes\":[]}", Reason.INVALID_CHANGE, "'attributes'"),
                bad("{\"text\":\"a\",\"attributes\":{\"a\":1}}", Reason.INVALID_CHANGE, "'attributes'"),
                bad("{\"text\":\"a\",\"attributes\":{\"a=b\":\"c\"}}", Reason.INVALID_CHANGE, "'attributes'"),
                bad("{\"text\":\"a\",\"attributes\":{\"a\":\"b\\u001fc\"}}", Reason.INVALID_CHANGE, "'attributes'"),
                bad("{\"text\":\"" + "x".repeat(LIMIT + 1) + "\"}", Reason.TOO_LARGE, "1000 bytes"),
                bad("{\"text\":\"" + "x".repeat(5 * LIMIT) + "\"}", Reason.TOO_LARGE, "1000 bytes"),
                bad("{\"text\":\"" + "あ".repeat(LIMIT / 2) + "\"}", Reason.TOO_LARGE, "1000 bytes"),
                bad("[".repeat(100) + "]".repeat(100), Reason.TOO_LARGE, "levels"));
    }

    private static Arguments bad(String value, Reason reason, String message) {
        return Arguments.of(value, reason, message);
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void valuesThatCannotWorkAreRejectedAndTheFieldIsNamed(String value, Reason reason, String message) {
        RejectedChangeException rejection = rejection(() -> reader.change(ID, arrival(value)));

        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection).hasMessageContaining(message);
    }

    /** The schema cannot see sizes, doubled names, the bytes behind base64, halves of characters, or that 1.0 is not written as a whole number. */
    @ParameterizedTest
    @MethodSource("badValues")
    void theSchemaComplainsOfWhatIsRejected(String value, Reason reason, String message) {
        boolean visible = reason == Reason.INVALID_CHANGE
                && !value.contains("1.0")
                && Stream.of("twice", "goes on", "'base64'", "UTF-8", "Unicode", "null value")
                        .noneMatch(message::contains);
        if (visible) {
            assertThat(Schemas.complaints("change", value)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"\"}",
                "{\"base64\":\"YQ==\",\"text\":null}",
                "{\"text\":\"a\",\"unknown\":1,\"title\":null,\"version\":9223372036854775807,\"readers\":[],\"attributes\":{\"a\":\"\"}}",
                "{\"text\":\"a\",\"language\":\"pt-BR\",\"url\":\"HTTPS://example.com/a?b#c\",\"updatedAt\":\"2026-01-31T09:00:00.5+09:00\",\"contentType\":\"text/markdown; charset=utf-8\",\"readers\":[\"営業 部\"]}"
            })
    void theSchemaAllowsWhatIsRead(String value) {
        assertThat(Schemas.complaints("change", value)).isEmpty();
        assertThat(reader.change(ID, arrival(value))).isInstanceOf(Upsert.class);
    }

    static Stream<Arguments> badKeys() {
        return Stream.of(
                Arguments.of(null, "no key"),
                Arguments.of(bytes(""), "empty"),
                Arguments.of(bytes("  "), "empty"),
                Arguments.of(bytes("k".repeat(2000)), "2000"),
                Arguments.of(bytes("a\nb"), "control"),
                Arguments.of(bytes("a\u007fb"), "control"),
                Arguments.of(new byte[] {(byte) 0xff, (byte) 0xfe}, "UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void keysThatCannotNameADocumentAreRejected(byte[] key, String message) {
        RejectedChangeException rejection =
                rejection(() -> reader.id(new Arrival(at(), "t", "guide", key, null, List.of(), Instant.EPOCH)));

        assertThat(rejection.reason()).isEqualTo(Reason.INVALID_KEY);
        assertThat(rejection).hasMessageContaining(message);
    }

    @Test
    void topicsThatNameNoCollectionAreRejected() {
        RejectedChangeException rejection =
                rejection(() -> reader.id(new Arrival(at(), "t", "_x", bytes("a"), null, List.of(), Instant.EPOCH)));

        assertThat(rejection.reason()).isEqualTo(Reason.INVALID_COLLECTION);
    }

    @Test
    void aFullChangeIsReadAndUnknownFieldsArePassedOver() {
        DocumentChange change = reader.change(
                ID,
                arrival(
                        """
                {"title": " Start ", "url": "https://example.com/start", "language": "ja-JP",
                 "contentType": "Text/Markdown; charset=UTF-8", "text": "# はじめに", "version": 7,
                 "updatedAt": "2026-01-31T18:00:00+09:00", "readers": ["staff", "staff", "ops"],
                 "attributes": {"product": "kotae"}, "colour": {"unknown": [1, 2]}}"""));

        assertThat(change).isInstanceOfSatisfying(Upsert.class, upsert -> {
            assertThat(upsert.id()).isEqualTo(ID);
            assertThat(upsert.title()).isEqualTo("Start");
            assertThat(upsert.url()).isEqualTo("https://example.com/start");
            assertThat(upsert.language()).isEqualTo("ja");
            assertThat(upsert.contentType()).isEqualTo("text/markdown");
            assertThat(upsert.content()).isEqualTo(bytes("# はじめに"));
            assertThat(upsert.version()).isEqualTo(7);
            assertThat(upsert.updatedAt()).isEqualTo(Instant.parse("2026-01-31T09:00:00Z"));
            assertThat(upsert.readers()).containsExactly("staff", "ops");
            assertThat(upsert.attributes()).isEqualTo(Map.of("product", "kotae"));
        });
    }

    @Test
    void aSparseChangeHasNoValuesOfItsOwn() {
        DocumentChange change = reader.change(ID, arrival("{\"text\":\"\",\"readers\":[],\"language\":\"und\"}"));

        assertThat(change).isInstanceOfSatisfying(Upsert.class, upsert -> {
            assertThat(upsert.content()).isEmpty();
            assertThat(upsert.contentType()).isEqualTo("text/plain");
            assertThat(upsert.readers()).as("nobody").isEmpty();
            assertThat(upsert.version()).isNull();
            assertThat(upsert.title()).isNull();
            assertThat(upsert.language()).isNull();
        });
        assertThat(((Upsert) reader.change(ID, arrival("{\"text\":\"a\"}"))).readers())
                .as("everyone")
                .isNull();
    }

    @Test
    void bytesComeAsBase64() {
        String base64 = Base64.getEncoder().encodeToString(bytes("日本"));

        Upsert change = (Upsert) reader.change(ID, arrival("{\"base64\":\"" + base64 + "\"}"));

        assertThat(change.content()).isEqualTo(bytes("日本"));
    }

    @Test
    void aNullValueDeletesAndMayCarryAVersion() {
        assertThat(reader.change(ID, arrival(null))).isEqualTo(new Delete(ID, null));
        assertThat(reader.change(ID, arrival(null, header("kotae-version", "12"))))
                .isEqualTo(new Delete(ID, 12L));
    }

    @Test
    void theVersionMayStandInTheHeaderButNotDiffer() {
        Header seven = header("kotae-version", "7");

        assertThat(reader.change(ID, arrival("{\"text\":\"a\"}", seven)).version())
                .isEqualTo(7);
        assertThat(reader.change(ID, arrival("{\"text\":\"a\",\"version\":7}", seven))
                        .version())
                .isEqualTo(7);
        for (String value : List.of("8", "-7", "", "seven", "99999999999999999999", "9999999999999999999")) {
            Header other = header("kotae-version", value);
            assertThat(rejection(() -> reader.change(ID, arrival("{\"text\":\"a\",\"version\":7}", other)))
                            .reason())
                    .isEqualTo(Reason.INVALID_CHANGE);
        }
        assertThat(rejection(() -> reader.change(ID, arrival(null, header("kotae-version", "x"))))
                        .reason())
                .isEqualTo(Reason.INVALID_CHANGE);
    }

    @Test
    void aCloudEventIsTheDocumentItself() {
        DocumentChange change = reader.change(
                ID,
                arrival(
                        "{\"not\": \"a change\"}",
                        header("ce_specversion", "1.0"),
                        header("ce_id", "1"),
                        header("content-type", "text/markdown"),
                        header("ce_time", "2026-01-31T09:00:00Z"),
                        header("ce_title", "はじめに"),
                        header("ce_readers", "staff, ops"),
                        header("ce_attribute_product", "kotae"),
                        header("kotae-version", "3")));

        assertThat(change).isInstanceOfSatisfying(Upsert.class, upsert -> {
            assertThat(upsert.content()).isEqualTo(bytes("{\"not\": \"a change\"}"));
            assertThat(upsert.contentType()).isEqualTo("text/markdown");
            assertThat(upsert.updatedAt()).isEqualTo(Instant.parse("2026-01-31T09:00:00Z"));
            assertThat(upsert.title()).isEqualTo("はじめに");
            assertThat(upsert.readers()).containsExactly("staff", "ops");
            assertThat(upsert.attributes()).isEqualTo(Map.of("product", "kotae"));
            assertThat(upsert.version()).isEqualTo(3);
        });
    }

    @Test
    void aCloudEventObeysTheSameRules() {
        Header event = header("ce_specversion", "1.0");
        Header type = header("content-type", "text/plain");

        assertThat(rejection(() -> reader.change(ID, arrival("a", event)))).hasMessageContaining("content-type");
        assertThat(rejection(() -> reader.change(ID, arrival("a", event, type, header("ce_readers", "a,,b")))))
                .hasMessageContaining("'readers'");
        assertThat(rejection(() -> reader.change(ID, arrival("x".repeat(LIMIT + 1), event, type)))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(reader.change(ID, arrival(null, event, type))).isEqualTo(new Delete(ID, null));
    }

    @Test
    void noMessageHoldsTheDocument() {
        RejectedChangeException rejection =
                rejection(() -> reader.change(ID, arrival("{\"text\": \"secret\", \"title\": secret}")));

        assertThat(rejection.getMessage()).doesNotContain("secret");
    }

    private static RejectedChangeException rejection(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        RejectedChangeException rejection = catchThrowableOfType(RejectedChangeException.class, call);
        assertThat(rejection).isNotNull();
        return rejection;
    }

    private static Arrival arrival(String value, Header... headers) {
        return new Arrival(
                at(),
                "kotae.documents.guide",
                "guide",
                bytes("start.md"),
                value == null ? null : bytes(value),
                List.of(headers),
                Instant.EPOCH);
    }

    private static Position at() {
        return new Position("topic", 0, 5);
    }

    private static Header header(String name, String value) {
        return new Header(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

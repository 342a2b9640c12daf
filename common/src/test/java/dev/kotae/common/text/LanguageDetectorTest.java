package dev.kotae.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            textBlock =
                    """
            How do I publish a document?                               | en
            Kotae (答え) streams document changes over Kafka to Redis   | en
            How do I say 答え in English?                               | en
            x                                                          | en
            don't                                                      | en
            文書を公開するにはどうすればよいですか                             | ja
            OTEL_EXPORTER_OTLP_ENDPOINT とは                            | ja
            application.properties の quarkus.http.port                | ja
            Spring Boot で REST API を GraphQL に migrate する           | ja
            ﾃﾞｰﾀ                                                       | ja
            データ                                                      | ja
            東京                                                       | ja
            🎉😀                                                        | und
            12345 !?                                                   | und
            ``                                                         | und
            русский язык                                               | und
            한국어                                                      | und
            """)
    void theScriptTellsTheLanguage(String text, String language) {
        assertThat(LanguageDetector.detect(text)).isEqualTo(language);
    }
}

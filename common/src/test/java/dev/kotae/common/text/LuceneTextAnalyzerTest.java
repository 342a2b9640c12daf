package dev.kotae.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneTextAnalyzerTest {

    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            How do I publish a document?             | publish document
            The collector's exporters were retried.  | collector export retri
            It doesn't work, it won't start          | work start
            it doesn’t work                          | work
            Running RUNS run                         | run run run
            OTEL_EXPORTER_OTLP_ENDPOINT              | otel_exporter_otlp_endpoint otel export otlp endpoint
            otel_exporter_otlp_endpoint=x            | otel_exporter_otlp_endpoint otel export otlp endpoint x
            quarkus.http.port                        | quarkus_http_port quarku http port
            k8s                                      | k8s
            v1.2.3                                   | v1_2_3 v1
            spring-boot                              | spring boot
            __init__ and _emphasis_                  | init emphasi
            https://kotae.dev/docs?a=b               | http kotae_dev kota dev doc b
            1,000 users                              | 1000 user
            ｋｕｂｅｒｎｅｔｅｓ　１２                         | kubernet 12
            co\u00ADoperate                          | cooper
            """)
    void englishTermsAreStemmedAndWithoutStopWords(String text, String terms) {
        assertThat(String.join(" ", analyzer.terms(text.translateEscapes()))).isEqualTo(terms);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            文書を公開するにはどうすればよいですか | 文書 公開
            文書を公開しました               | 文書 公開
            関西国際空港                    | 関西 国際 空港
            サーバーとサーバ                 | サーバ サーバ
            ｻｰﾊﾞｰ                        | サーバ
            設定が読み込まれない             | 設定 読み込む
            データを削除してください          | データ 削除
            """)
    void japaneseTermsAreInBaseFormAndWithoutParticles(String text, String terms) {
        assertThat(String.join(" ", analyzer.terms(text))).isEqualTo(terms);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otel_exporter_otlp_endpoint",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "k8s",
                "v1.2.3",
                "spring-boot",
                "quarkus.http.port",
                "Kubernetes",
                "instrumentation libraries",
                "user's",
                "3.14",
                "ＲＥＤＩＳ",
                "https://kotae.dev/docs"
            })
    void aLatinWordHasTheSameTermsInJapaneseTextAsInEnglish(String word) {
        List<String> inEnglish = analyzer.terms("about " + word + " with");

        assertThat(inEnglish).isNotEmpty();
        assertThat(analyzer.terms("の" + word + "を")).isEqualTo(inEnglish);
        assertThat(analyzer.terms("これは、" + word + "です。")).isEqualTo(inEnglish);
        assertThat(analyzer.terms("「" + word + "」とは何ですか")).isEqualTo(inEnglish);
    }

    @Test
    void aJapaneseQuestionMeetsAnEnglishDocumentInItsEnglishWords() {
        List<String> document =
                analyzer.terms("Set OTEL_EXPORTER_OTLP_ENDPOINT to change the exporters of a Java agent.");

        assertThat(document).containsAll(analyzer.terms("JavaのOTEL_EXPORTER_OTLP_ENDPOINTとexporterは？"));
    }

    @Test
    void mixedTextKeepsItsOrder() {
        assertThat(analyzer.terms("KafkaのトピックをRedisに保存する")).containsExactly("kafka", "トピック", "redi", "保存");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",.<>{}[]\"':;!@#$%^&*()-+=~`?/\\|",
                "a,b.c<d>e{f}g[h]i\"j'k:l;m!n@o#p$q%r^s&t*u(v)w-x+y=z~a`b?c/d\\e|f",
                "日,本.語<で>す{東}京[都]港\"区'高:輪;一!丁@目",
                "tab\there\u0000and\u0007bell\u2028line\u00A0space",
                "❤️ 1️⃣ 👨‍👩‍👧 ①②③ ㍿ ½ № ℃",
                "한국어 русский ไทย हिन्दी العربية",
                "foo\u200Bbar \uFEFFbom \uD83D lone"
            })
    void termsConsistOfLettersDigitsAndUnderscoresOnly(String text) {
        assertThat(analyzer.terms(text)).allMatch(term -> term.matches("[\\p{L}\\p{M}\\p{N}_]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "😀🎉", "❤️", "—…!?", "の", "the"})
    void textWithoutMeaningHasNoTerms(String text) {
        assertThat(analyzer.terms(text)).isEmpty();
    }

    @Test
    void termsOfMoreThan128CharactersAreDropped() {
        assertThat(analyzer.terms("x" + "y1".repeat(70) + " short")).containsExactly("short");
        assertThat(analyzer.terms("y1".repeat(64))).containsExactly("y1".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_", "‿", "a'", "a.", "a_____", "。", "あ", "漢a", "\uFDFA", "a\u0301"})
    void longRowsHideNothingThatFollows(String unit) {
        assertThat(analyzer.terms(unit.repeat(20_000 / unit.length()) + " end")).endsWith("end");
    }

    @Test
    void rowsOfUnderscoresAreOneUnderscore() {
        assertThat(analyzer.terms("foo__bar")).isEqualTo(analyzer.terms("foo_bar"));
    }

    @Test
    void severalThreadsGetTheSameTerms() {
        String text = "KafkaのトピックをRedisに保存する the exporters of k8s";
        List<String> expected = analyzer.terms(text);

        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> analyzer.terms(text)))
                .isEqualTo(Collections.nCopies(200, expected));
    }

    @Test
    void theAnalysisHasAName() {
        assertThat(analyzer.id()).isEqualTo("lucene-9.12-1");
    }
}

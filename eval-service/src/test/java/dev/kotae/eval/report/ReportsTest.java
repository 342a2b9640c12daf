package dev.kotae.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.EventJson;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.LatencyPart;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.statistics.LatencyCounts;
import dev.kotae.eval.statistics.LatencySketch;
import dev.kotae.eval.statistics.StarCounts;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

    private static final Instant AS_OF = Instant.parse("2026-11-23T10:00:00Z");
    private static final ReportFilter ALL = new ReportFilter(null, null, null, null);

    @Test
    void slicesOfOneModelAreOneRowAndTheirPercentilesComeFromAllBucketsTogether() throws IOException {
        // Given two partitions and days of one model, one quick and one slow, and a model that only failed
        ModelsReport report = ModelsReport.of(
                List.of(
                        counted("m", "r1", tally(99, 0, StarCounts.of(0, 0, 0, 1, 1), 10)),
                        counted("m", "r1", tally(1, 2, StarCounts.of(1, 0, 0, 0, 0), 9000)),
                        counted(
                                "f",
                                null,
                                new Tally(Map.of(Outcome.FAILED, 3L), StarCounts.NONE, 0, 0, Map.of(), Map.of()))),
                0.05,
                AS_OF);
        // When
        JsonNode json = new ObjectMapper().readTree(EventJson.write(report));
        // Then
        assertThat(json.path("asOf").textValue()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(json.path("models")).hasSize(2);
        JsonNode failed = json.path("models").path(0);
        assertThat(failed.path("model").textValue()).isEqualTo("f");
        assertThat(failed.path("errors").longValue()).isEqualTo(3);
        assertThat(failed.path("latency").isEmpty()).isTrue();
        assertThat(failed.path("ratings").path("count").longValue()).isZero();
        assertThat(failed.path("ratings").has("mean")).isFalse();
        assertThat(failed.has("votes")).isFalse();
        JsonNode model = json.path("models").path(1);
        assertThat(model.path("revision").textValue()).isEqualTo("r1");
        assertThat(model.path("answers").longValue()).isEqualTo(102);
        assertThat(model.path("noAnswers").longValue()).isEqualTo(2);
        assertThat(model.path("ratings").path("mean").doubleValue()).isEqualTo(10 / 3d);
        assertThat(model.path("ratings").path("low").doubleValue()).isBetween(1d, 10 / 3d);
        assertThat(model.path("ratings").path("distribution").toString()).isEqualTo("[1,0,0,1,1]");
        assertThat(model.path("latency").path("totalMillis").path("p50").doubleValue())
                .isBetween(9.9, 10.1);
        assertThat(json.path("recommendation").toString()).isEqualTo("{\"decision\":\"undecided\"}");
    }

    @Test
    void aClearLeadIsRecommendedAndQuestionsWithoutAModelNeverAre() {
        ModelsReport report = ModelsReport.of(
                List.of(
                        counted("good", "r", tally(0, 0, StarCounts.of(1, 1, 10, 200, 400), 1)),
                        counted("bad", null, tally(0, 0, StarCounts.of(300, 200, 50, 10, 1), 1)),
                        counted(Slice.NO_MODEL, null, tally(1, 0, StarCounts.of(0, 0, 0, 0, 9999), 1))),
                0.05,
                AS_OF);
        assertThat(report.recommendation())
                .isEqualTo(new Recommendation(Recommendation.Decision.BETTER, "good", "r", "bad", null, null, null));
    }

    @Test
    void nothingCountedIsAnEmptyReportInEveryFormat() throws IOException {
        ModelsReport report = ModelsReport.of(List.of(), 0.05, AS_OF);
        assertThat(report.models()).isEmpty();
        assertThat(rows(CsvReport.write(report))).isEmpty();
        assertThat(MarkdownReport.write(report, ALL)).contains("No answers yet");
        assertThat(HtmlReport.write(report, ALL)).contains("No answers yet");
    }

    @Test
    void csvIsReadBackWithItsNumbersAsTheyAre() throws IOException {
        ModelsReport report = ModelsReport.of(
                List.of(counted("a,\"b\"\nc", null, tally(1, 0, StarCounts.of(0, 0, 1, 1, 0), 10))), 0.05, AS_OF);
        String csv = CsvReport.write(report);
        assertThat(csv).contains("\r\n");
        CSVRecord row = rows(csv).get(0);
        assertThat(row.get("model")).isEqualTo("a,\"b\"\nc");
        assertThat(row.get("mean")).isEqualTo("3.5");
        assertThat(row.get("stars4")).isEqualTo("1");
        assertThat(row.get("firstTokenMillisP50")).isEmpty();
        assertThat(Double.parseDouble(row.get("totalMillisP99"))).isBetween(9.9, 10.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"})
    void whatASpreadsheetWouldTakeForAFormulaIsDefused(String model) throws IOException {
        ModelsReport report =
                ModelsReport.of(List.of(counted(model, model, tally(1, 0, StarCounts.NONE, 10))), 0.05, AS_OF);
        CSVRecord row = rows(CsvReport.write(report)).get(0);
        assertThat(row.get("model")).isEqualTo("'" + model);
        assertThat(row.get("revision")).isEqualTo("'" + model);
    }

    @Test
    void aHostileModelNameStaysATextInItsCell() {
        ModelsReport report = ModelsReport.of(
                List.of(counted("<script>alert(1)</script>|\n`x`", null, tally(1, 0, StarCounts.NONE, 10))),
                0.05,
                AS_OF);
        assertThat(HtmlReport.write(report, ALL)).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(MarkdownReport.write(report, ALL))
                .contains("\\|")
                .doesNotContain("<script")
                .doesNotContain("|\n`");
    }

    @Test
    void peopleReadAMeanWithItsCountAndInterval() {
        ModelsReport report = ModelsReport.of(
                List.of(
                        counted("m", null, tally(1, 0, StarCounts.of(0, 0, 0, 3, 7), 10)),
                        counted("n", null, tally(1, 0, StarCounts.of(0, 1, 2, 3, 4), 10))),
                0.05,
                AS_OF);
        assertThat(MarkdownReport.write(report, ALL))
                .containsPattern("\\| m \\|.*\\| 10 \\| 4\\.70 \\(\\d\\.\\d\\d–\\d\\.\\d\\d\\)")
                .contains("Undecided between m and n: about ");
    }

    private static List<CSVRecord> rows(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    private static Tally tally(long answered, long noAnswers, StarCounts stars, double totalMillis) {
        return new Tally(
                Map.of(Outcome.ANSWERED, Math.max(answered, 1), Outcome.NO_ANSWER, noAnswers),
                stars,
                10,
                5,
                Map.of(),
                Map.of(
                        LatencyPart.TOTAL,
                        LatencyCounts.of(Map.of(LatencySketch.bucket(totalMillis), Math.max(answered, 1)))));
    }

    private static Counted counted(String model, String revision, Tally tally) {
        return new Counted(
                new Slice(
                        model,
                        null,
                        revision,
                        null,
                        null,
                        List.of(),
                        List.of("guide"),
                        "en",
                        LocalDate.of(2026, 11, 23),
                        null),
                tally);
    }
}

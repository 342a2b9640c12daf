package dev.kotae.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.EventJson;
import dev.kotae.eval.evidence.Counted;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.Judged.Ballot;
import dev.kotae.eval.evidence.Judged.Given;
import dev.kotae.eval.evidence.LatencyPart;
import dev.kotae.eval.evidence.Slice;
import dev.kotae.eval.evidence.Tally;
import dev.kotae.eval.statistics.Comparison.Rules;
import dev.kotae.eval.statistics.LatencyCounts;
import dev.kotae.eval.statistics.LatencySketch;
import dev.kotae.eval.statistics.StarCounts;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Instant AS_OF = Instant.parse("2026-11-23T10:00:00Z");
    private static final ReportFilter ALL = ReportFilter.ALL;
    private static final ReportRules RULES = new ReportRules(new Rules(0.05, 0.25, 0.05), 0.05, 5000, 30_000);

    @Test
    void slicesOfOneModelAreOneRowAndTheirPercentilesComeFromAllBucketsTogether() throws IOException {
        // Given two partitions and days of one model, one quick and one slow, and a model that only failed
        ModelsReport report = report(List.of(
                counted("m", "r1", tally(99, 0, StarCounts.of(0, 0, 0, 1, 1), 10)),
                counted("m", "r1", tally(1, 2, StarCounts.of(1, 0, 0, 0, 0), 9000)),
                counted("f", null, new Tally(Map.of(Outcome.FAILED, 3L), StarCounts.NONE, 0, 0, Map.of(), Map.of()))));
        // When
        JsonNode json = new ObjectMapper().readTree(EventJson.write(report));
        // Then
        assertThat(json.path("asOf").textValue()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(json.path("models")).hasSize(2);
        JsonNode failed = json.path("models").path(0);
        assertThat(failed.path("model").textValue()).isEqualTo("f");
        assertThat(failed.path("errors").longValue()).isEqualTo(3);
        assertThat(failed.path("latency").isEmpty()).isTrue();
        assertThat(failed.path("errorRate").path("share").doubleValue()).isEqualTo(1);
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
        ModelsReport report = report(List.of(
                counted("good", "r", tally(0, 0, StarCounts.of(1, 1, 10, 200, 400), 1)),
                counted("bad", null, tally(0, 0, StarCounts.of(300, 200, 50, 10, 1), 1)),
                counted(Slice.NO_MODEL, null, tally(1, 0, StarCounts.of(0, 0, 0, 0, 9999), 1))));
        assertThat(report.recommendation())
                .isEqualTo(new Recommendation(
                        Recommendation.Decision.BETTER, "good", "r", "bad", null, null, null, true, null, null));
    }

    @Test
    void nothingCountedIsAnEmptyReportInEveryFormat() throws IOException {
        ModelsReport report = report(List.of());
        assertThat(report.models()).isEmpty();
        assertThat(rows(CsvReport.write(report))).isEmpty();
        assertThat(MarkdownReport.write(report, ALL)).contains("No answers yet");
        assertThat(HtmlReport.write(report, ALL)).contains("No answers yet");
    }

    @Test
    void csvIsReadBackWithItsNumbersAsTheyAre() throws IOException {
        ModelsReport report =
                report(List.of(counted("a,\"b\"\nc", null, tally(1, 0, StarCounts.of(0, 0, 1, 1, 0), 10))));
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
        ModelsReport report = report(List.of(counted(model, model, tally(1, 0, StarCounts.NONE, 10))));
        CSVRecord row = rows(CsvReport.write(report)).get(0);
        assertThat(row.get("model")).isEqualTo("'" + model);
        assertThat(row.get("revision")).isEqualTo("'" + model);
    }

    @Test
    void aHostileModelNameStaysATextInItsCell() {
        ModelsReport report =
                report(List.of(counted("<script>alert(1)</script>|\n`x`", null, tally(1, 0, StarCounts.NONE, 10))));
        assertThat(HtmlReport.write(report, ALL)).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(MarkdownReport.write(report, ALL))
                .contains("\\|")
                .doesNotContain("<script")
                .doesNotContain("|\n`");
    }

    @Test
    void peopleReadAMeanWithItsCountAndInterval() {
        ModelsReport report = report(List.of(
                counted("m", null, tally(1, 0, StarCounts.of(0, 0, 0, 3, 7), 10)),
                counted("n", null, tally(1, 0, StarCounts.of(0, 1, 2, 3, 4), 10))));
        assertThat(MarkdownReport.write(report, ALL))
                .containsPattern("\\| m \\|.*\\| 10 \\| 4\\.70 \\(\\d\\.\\d\\d–\\d\\.\\d\\d\\)")
                .contains("Undecided between m and n: about ");
    }

    @Test
    void aBetterModelThatFailsTooOftenOrIsTooSlowIsNotForProduction() {
        ModelsReport report = report(List.of(
                counted(
                        "good",
                        null,
                        new Tally(
                                Map.of(Outcome.ANSWERED, 900L, Outcome.FAILED, 100L),
                                StarCounts.of(1, 1, 10, 200, 400),
                                0,
                                0,
                                Map.of("EUR", 2_000_000_000L),
                                Map.of(
                                        LatencyPart.TOTAL,
                                        LatencyCounts.of(Map.of(LatencySketch.bucket(60_000), 900L))))),
                counted("bad", null, tally(100, 0, StarCounts.of(300, 200, 50, 10, 1), 1))));
        assertThat(report.recommendation().decision()).isEqualTo(Recommendation.Decision.BETTER);
        assertThat(report.recommendation().forProduction()).isFalse();
        assertThat(report.recommendation().overBudget()).containsExactly("errors", "total");
        assertThat(report.recommendation().words()).contains("not recommended for production");
        // Then neither dominates the other: one is liked, one is quick
        assertThat(report.standings())
                .allSatisfy(standing -> assertThat(standing.dominatedBy()).isEmpty());
        ModelReport good = report.models().get(1);
        assertThat(good.cost()).containsExactly(new ModelReport.Cost(2, "EUR", 0.002));
        assertThat(good.errorRate().low()).isBetween(0.08, 0.1);
        assertThat(good.errorRate().high()).isBetween(0.1, 0.125);
        assertThat(good.budgets().errors()).isEqualTo(Budgets.Keeping.OVER);
        assertThat(report.models().get(0).budgets().errors()).isEqualTo(Budgets.Keeping.WITHIN);
    }

    @Test
    void whoIsWorseInEverythingIsDominated() {
        List<Standing> standings = report(List.of(
                        counted("a", null, tally(100, 0, StarCounts.of(0, 0, 0, 5, 5), 100)),
                        counted("b", null, tally(100, 0, StarCounts.of(0, 0, 5, 5, 0), 200))))
                .standings();
        assertThat(standings.get(0).dominatedBy()).isEmpty();
        assertThat(standings.get(1).dominatedBy()).containsExactly("a");
    }

    @Test
    void votesGiveStrengthsWithTheOrderOfShowingTakenOutAndDecide() throws IOException {
        // Given 200 users who saw both, of whom 65 % preferred a wherever it stood
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean turned = i % 2 == 1;
            boolean prefersA = i % 20 < 13;
            int preferred = i % 40 == 0 ? 0 : prefersA ? 1 : 2;
            judged.add(new Judged(
                    0,
                    "q" + i,
                    "user " + i % 200,
                    new Given(slice("a"), 2L * i, 0, null, -1),
                    new Given(slice("b"), 2L * i + 1, 0, null, -1),
                    new Ballot(preferred, turned, AS_OF, i)));
        }
        List<Counted> counted = List.of(
                counted("a", null, tally(400, 0, StarCounts.NONE, 10)),
                counted("b", null, tally(400, 0, StarCounts.NONE, 10)));
        // When
        ModelsReport report = ModelsReport.of(new Counts(1, counted, judged, Map.of(), AS_OF), ALL, RULES);
        // Then
        ModelReport.Votes a = report.models().get(0).votes();
        assertThat(a.count()).isEqualTo(400);
        assertThat(2 * a.strength()).isCloseTo(Math.log(0.64 / 0.36), within(0.15));
        assertThat(a.low()).isLessThan(a.strength() - 1.9 * a.standardError());
        assertThat(report.votes().count()).isEqualTo(400);
        assertThat(report.votes().estimate()).isEqualTo(VotesReport.Estimate.MAXIMUM_LIKELIHOOD);
        assertThat(report.votes().orderEffect().strength()).isBetween(-0.5, 0.5);
        VotesReport.Pair pair = report.votes().pairs().get(0);
        assertThat(pair.wins() + pair.ties() + pair.losses()).isEqualTo(400);
        assertThat(pair.ties()).isEqualTo(10);
        assertThat(report.recommendation().decision()).isEqualTo(Recommendation.Decision.BETTER);
        assertThat(report.recommendation().model()).isEqualTo("a");
        assertThat(rows(CsvReport.write(report)).get(0).get("votes")).isEqualTo("400");
    }

    @Test
    void whatOneUserAloneWouldDecideIsUndecided() {
        // Given 60 users who do not agree, and one who prefers a a thousand times, and rates it so
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < 1060; i++) {
            boolean eager = i >= 60;
            judged.add(new Judged(
                    0,
                    "q" + i,
                    eager ? "eager" : "user " + i,
                    new Given(slice("a"), 2L * i, eager ? 5 : 3, AS_OF, i),
                    new Given(slice("b"), 2L * i + 1, eager ? 1 : 3, AS_OF, i),
                    new Ballot(eager ? 1 : 1 + i / 2 % 2, i % 2 == 1, AS_OF, i)));
        }
        List<Counted> counted = List.of(
                counted("a", null, tally(1060, 0, StarCounts.of(0, 0, 60, 0, 1000), 10)),
                counted("b", null, tally(1060, 0, StarCounts.of(1000, 0, 60, 0, 0), 10)));
        // When
        Recommendation one = ModelsReport.of(new Counts(1, counted, judged, Map.of(), AS_OF), ALL, RULES)
                .recommendation();
        // Then
        assertThat(one.decision()).isEqualTo(Recommendation.Decision.UNDECIDED);
        assertThat(one.oneUser()).isTrue();
        assertThat(one.words()).contains("one user alone would decide it");

        // The same of a thousand users is decided
        List<Judged> many = judged.stream()
                .map(each -> new Judged(
                        0, each.questionId(), "of " + each.questionId(), each.first(), each.second(), each.ballot()))
                .toList();
        assertThat(ModelsReport.of(new Counts(1, counted, many, Map.of(), AS_OF), ALL, RULES)
                        .recommendation()
                        .decision())
                .isEqualTo(Recommendation.Decision.BETTER);
    }

    @Test
    void aPinnedReportIsReadBackAsItWas() throws IOException {
        ModelsReport report = report(List.of(
                counted("a", "r", tally(100, 1, StarCounts.of(0, 0, 0, 5, 5), 100)),
                counted("b", null, tally(100, 0, StarCounts.of(0, 0, 5, 5, 0), 200))));
        assertThat(EventJson.read(EventJson.write(report), ModelsReport.class)).isEqualTo(report);
    }

    @Test
    void slicesAreCellsOfWhatAnswersHaveInCommonAndSmallOnesSaySo() throws IOException {
        Counts counts = new Counts(
                1,
                List.of(
                        counted("a", null, tally(100, 1, StarCounts.NONE, 100)),
                        new Counted(
                                new Slice("a", null, null, "p2", null, List.of(), List.of("guide"), "ja", DAY, null),
                                tally(5, 0, StarCounts.NONE, 100))),
                List.of(),
                Map.of(),
                AS_OF);
        SliceReport report = SliceReport.of(counts, ALL, SliceReport.Dimension.parse("language,prompt"), RULES);
        assertThat(report.rows()).hasSize(2);
        assertThat(report.rows().get(0).slice()).containsExactly(Map.entry("language", "en"), Map.entry("prompt", ""));
        assertThat(report.rows().get(0).small()).isNull();
        assertThat(report.rows().get(1).slice()).containsEntry("language", "ja").containsEntry("prompt", "p2");
        assertThat(report.rows().get(1).small()).isTrue();
        assertThat(rows(CsvReport.write(report)).get(1).get("language")).isEqualTo("ja");
        assertThatThrownBy(() -> SliceReport.Dimension.parse("colour")).isInstanceOf(HttpProblem.class);
        assertThatThrownBy(() -> SliceReport.Dimension.parse("")).isInstanceOf(HttpProblem.class);
    }

    @Test
    void aNewRevisionOrPromptIsAChangeOfItsFirstDay() {
        Counts counts = new Counts(
                1,
                List.of(
                        on(DAY, "r1", "p1"),
                        on(DAY.plusDays(1), "r1", "p1"),
                        on(DAY.plusDays(2), "r2", "p1"),
                        on(DAY.plusDays(3), "r2", "p2")),
                List.of(),
                Map.of(),
                AS_OF);
        assertThat(ChangesReport.of(counts, ALL).changes())
                .containsExactly(
                        new ChangesReport.Change(DAY.plusDays(2), "revision", "m", "r2"),
                        new ChangesReport.Change(DAY.plusDays(3), "prompt", "m", "p2"));
    }

    private static Counted on(LocalDate day, String revision, String prompt) {
        return new Counted(
                new Slice("m", null, revision, prompt, null, List.of(), List.of("guide"), "en", day, null),
                tally(1, 0, StarCounts.NONE, 10));
    }

    private static ModelsReport report(List<Counted> counted) {
        return ModelsReport.of(new Counts(1, counted, List.of(), Map.of(), AS_OF), ALL, RULES);
    }

    private static Slice slice(String model) {
        return counted(model, null, Tally.NONE).slice();
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

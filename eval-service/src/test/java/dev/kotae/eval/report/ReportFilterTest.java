package dev.kotae.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kotae.eval.evidence.Slice;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFilterTest {

    private static final Slice SLICE = new Slice(
            "m", null, null, null, null, List.of(), List.of("b", "a"), "ja", LocalDate.of(2026, 11, 23), null);

    @ParameterizedTest
    @CsvSource({
        ",,,,true",
        "a,,,,true",
        "b,ja,2026-11-23,2026-11-23,true",
        "c,,,,false",
        ",en,,,false",
        ",,2026-11-24,,false",
        ",,,2026-11-22,false",
        ",,2026-11-23T00:00:00Z,2026-11-24T00:00:00Z,true",
        ",,2026-11-23T09:00:00+09:00,,true",
        ",,,2026-11-23T00:00:00Z,false"
    })
    void daysAreInclusiveAndACollectionIsWantedAmongOthersToo(
            String collection, String language, String from, String to, boolean wanted) {
        assertThat(parse(collection, language, from, to).matches(SLICE)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "a b,,,,invalid-collection",
        "../x,,,,invalid-collection",
        ",English,,,invalid-request",
        ",,yesterday,,invalid-request",
        ",,2026-02-30,,invalid-request",
        ",,2026-11-23T10:00:00Z,,invalid-request",
        ",,2026-11-23T00:00:00,,invalid-request",
        ",,+999999999-12-31T00:00:00-18:00,,invalid-request",
        ",,2026-11-24,2026-11-23,invalid-request"
    })
    void otherQueriesAreRefused(String collection, String language, String from, String to, String code) {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> parse(collection, language, from, to));
        assertThat(problem.getStatusCode()).isEqualTo(400);
        assertThat(problem.getParameters()).containsEntry("code", code);
    }

    @Test
    void theFormatIsTheNamedOneElseTheFirstAccepted() {
        assertThat(ReportFormat.choose("csv", List.of("text/html"))).isEqualTo(ReportFormat.CSV);
        assertThat(ReportFormat.choose(null, List.of("image/png", "text/html", "*/*")))
                .isEqualTo(ReportFormat.HTML);
        assertThat(ReportFormat.choose(null, List.of("*/*"))).isEqualTo(ReportFormat.JSON);
        assertThat(ReportFormat.choose("", List.of("text/*"))).isEqualTo(ReportFormat.CSV);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> ReportFormat.choose("xml", List.of()))
                        .getDetail())
                .contains("json, csv, md, html");
    }

    @Test
    void everythingThatAnswersHaveInCommonCanBeAskedFor() {
        Slice slice = new Slice(
                "m", "p", "r", "h", "bge", List.of("g1"), List.of("guide"), "en", SLICE.day(), "import:arena");
        Map<String, String> query = Map.of(
                "model",
                "m",
                "provider",
                "p",
                "revision",
                "r",
                "prompt",
                "h",
                "retrieval",
                "bge",
                "generation",
                "g1",
                "origin",
                "import:arena");
        ReportFilter filter = ReportFilter.parse(query);
        assertThat(filter.matches(slice)).isTrue();
        assertThat(filter.asMap()).isEqualTo(query);
        assertThat(ReportFilter.parse(filter.asMap())).isEqualTo(filter);
        query.keySet().forEach(name -> {
            Map<String, String> other = new HashMap<>(query);
            other.put(name, "other");
            assertThat(ReportFilter.parse(other).matches(slice)).as(name).isFalse();
        });
    }

    @Test
    void experimentsAndTheDemoAreLeftOutUnlessAskedFor() {
        Slice experiment =
                new Slice("m", null, null, null, null, List.of(), List.of("guide"), "en", SLICE.day(), "experiment:e1");
        Slice imported =
                new Slice("m", null, null, null, null, List.of(), List.of("guide"), "en", SLICE.day(), "import:x");
        Slice demo = new Slice("m", null, null, null, null, List.of(), List.of("guide"), "en", SLICE.day(), "demo");
        assertThat(ReportFilter.ALL.matches(demo)).isFalse();
        assertThat(ReportFilter.parse(Map.of("origin", "demo")).matches(demo)).isTrue();
        assertThat(ReportFilter.ALL.matches(experiment)).isFalse();
        assertThat(ReportFilter.ALL.matches(imported)).isTrue();
        assertThat(ReportFilter.parse(Map.of("origin", "any")).matches(experiment))
                .isTrue();
        assertThat(ReportFilter.parse(Map.of("origin", "own")).matches(imported))
                .isFalse();
        assertThat(ReportFilter.parse(Map.of("origin", "experiment:e1")).matches(experiment))
                .isTrue();
    }

    private static ReportFilter parse(String collection, String language, String from, String to) {
        Map<String, String> query = new HashMap<>();
        query.put("collection", collection);
        query.put("language", language);
        query.put("from", from);
        query.put("to", to);
        return ReportFilter.parse(query);
    }
}

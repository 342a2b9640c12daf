package dev.kotae.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoEvidenceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

    private final DemoEvidence evidence = new DemoEvidence(DAY);

    @Test
    void itIsTheSameEveryTimeToTheLetter() {
        DemoEvidence again = new DemoEvidence(DAY);
        assertThat(again.answers()).isEqualTo(evidence.answers());
        assertThat(again.ratings()).isEqualTo(evidence.ratings());
        assertThat(again.votes()).isEqualTo(evidence.votes());
    }

    @Test
    void onAnotherDayTheSameRowsHaveOtherTimesSoThatTheyReplaceTheEarlierOnes() throws IOException {
        DemoEvidence later = new DemoEvidence(DAY.plusDays(40));
        assertThat(keys(later.answers(), "id")).isEqualTo(keys(evidence.answers(), "id"));
        assertThat(keys(later.ratings(), "answer")).isEqualTo(keys(evidence.ratings(), "answer"));
        assertThat(keys(later.votes(), "id")).isEqualTo(keys(evidence.votes(), "id"));
        assertThat(keys(evidence.answers(), "id"))
                .hasSize(evidence.answers().size()); // so no row replaces another of the same file
    }

    @Test
    void ratersSeeBothLanguagesAndGiveTheBetterModelMoreStars() throws IOException {
        assertThat(values(evidence.answers(), "language")).containsExactlyInAnyOrder("en", "ja");
        assertThat(values(evidence.answers(), "outcome")).contains("answered", "failed", "no-answer");
        assertThat(values(evidence.votes(), "score")).containsExactlyInAnyOrder("0.0", "0.5", "1.0");
        assertThat(values(evidence.answers(), "user")).hasSizeLessThan(10);
        assertThat(mean("demo-mori")).isGreaterThan(mean("demo-kaze") + 0.3);
        assertThat(mean("demo-kaze")).isGreaterThan(mean("demo-suna") + 0.3);
        assertThat(values(evidence.answers(), "at"))
                .allSatisfy(at -> assertThat(at).isBetween("2026-03-18", "2026-04-01"));
    }

    private double mean(String model) throws IOException {
        double sum = 0;
        int count = 0;
        for (JsonNode rating : read(evidence.ratings())) {
            if (rating.path("answer").asText().endsWith("/" + model)) {
                sum += rating.path("stars").asInt();
                count++;
            }
        }
        return sum / count;
    }

    private static Set<String> keys(List<String> rows, String id) throws IOException {
        return read(rows).stream()
                .map(row -> row.path(id).asText() + " " + row.path("user").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> values(List<String> rows, String name) throws IOException {
        Set<String> values = new HashSet<>();
        for (JsonNode row : read(rows)) {
            values.add(row.path(name).asText());
        }
        return values;
    }

    private static List<JsonNode> read(List<String> rows) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> read = new java.util.ArrayList<>();
        for (String row : rows) {
            read.add(json.readTree(row));
        }
        return read;
    }
}

package dev.kotae.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportKindTest {

    private static final Instant FILE_TIME = Instant.parse("2026-01-02T03:04:05Z");

    private final ImportOrigin origin =
            new ImportOrigin("lab", "sixteen bytes or more".getBytes(StandardCharsets.US_ASCII));
    private final List<String> bad = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void aRatingMeetsTheAnswerOfTheSameIdAndUserAndNoOther() throws Exception {
        Event answer = only(ImportKind.ANSWERS, "{\"id\":\"a1\",\"user\":\"u\",\"model\":\"m\",\"text\":\"So.\"}");
        Event rating = only(ImportKind.RATINGS, "{\"answer\":\"a1\",\"user\":\"u\",\"stars\":4}");
        Event others = only(ImportKind.RATINGS, "{\"answer\":\"a1\",\"user\":\"v\",\"stars\":4}");
        assertThat(answer.topic()).isEqualTo("kotae.answers");
        assertThat(rating.value()).containsEntry("answerId", answer.key()).containsEntry("origin", "import:lab");
        assertThat(rating.key()).isEqualTo(answer.key() + "/u");
        assertThat(others.value().get("answerId")).isNotEqualTo(answer.key());
        assertThat(rating.question()).isEqualTo(answer.question());
    }

    @Test
    void theSameRowMakesTheSameEventsAndAnotherOriginOthers() throws Exception {
        String row = "{\"id\":\"a1\",\"model\":\"m\"}";
        assertThat(only(ImportKind.ANSWERS, row)).isEqualTo(only(ImportKind.ANSWERS, row));
        assertThat(only(ImportKind.ANSWERS, row).value()).containsEntry("at", "2026-01-02T03:04:05Z");
        ImportOrigin elsewhere = new ImportOrigin("other", "sixteen bytes or more".getBytes(StandardCharsets.US_ASCII));
        assertThat(elsewhere.question("a1", "u")).isNotEqualTo(origin.question("a1", "u"));
    }

    @Test
    void timesAreReadWithTheirOffsetOrAsSeconds() throws Exception {
        String row = "{\"answer\":\"a\",\"stars\":1,\"at\":%s}";
        assertThat(only(ImportKind.RATINGS, row.formatted("1728569383.5")).value())
                .containsEntry("at", "2024-10-10T14:09:43.500Z");
        assertThat(only(ImportKind.RATINGS, row.formatted("\"1728569383\"")).value())
                .containsEntry("at", "2024-10-10T14:09:43Z");
        assertThat(only(ImportKind.RATINGS, row.formatted("\"2024-10-10T23:09:43+09:00\""))
                        .value())
                .containsEntry("at", "2024-10-10T14:09:43Z");
    }

    @Test
    void questionsAreUuidsOfVersionFive() {
        assertThat(origin.question("a1", "u"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void aVoteBringsItsTwoAnswersEachBesideTheOther() throws Exception {
        List<Event> events = events(
                ImportKind.VOTES,
                "votes.csv",
                "question_id,model1,model2,score,judge\nq7,a,b,1,x\nq7,a,b,0.5,x\nq8,b,a,0,x\n");
        assertThat(bad).isEmpty();
        assertThat(events).hasSize(9);
        Map<String, Object> first = events.get(0).value();
        Map<String, Object> second = events.get(1).value();
        Map<String, Object> vote = events.get(2).value();
        assertThat(first).containsEntry("pairedWith", second.get("id")).containsEntry("question", "q7");
        assertThat(second).containsEntry("pairedWith", first.get("id"));
        assertThat(first.get("model")).isEqualTo(Map.of("id", "a"));
        assertThat(vote)
                .containsEntry("preferred", first.get("id"))
                .containsEntry("answers", List.of(first.get("id"), second.get("id")));
        assertThat(events.get(2).key()).isEqualTo("pair:" + events.get(0).question() + "/" + vote.get("user"));
        assertThat(events.get(5).value()).containsEntry("preferred", null);
        assertThat(events.get(8).value())
                .containsEntry("preferred", events.get(7).key());
        assertThat(events.stream().map(Event::question).distinct()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANSWERS | {\"model\":\"m\"}                                    | id is missing",
                "ANSWERS | {\"id\":\"a\"}                                       | model is missing",
                "ANSWERS | {\"id\":\"a\",\"model\":\"(none)\"}                  | parenthesis",
                "ANSWERS | {\"id\":\"a\",\"model\":\"m\",\"totalMillis\":1e308} | totalMillis must be a number",
                "ANSWERS | {\"id\":\"a\",\"model\":\"m\",\"totalMillis\":\"NaN\"} | totalMillis must be a number",
                "ANSWERS | {\"id\":\"a\",\"model\":\"m\",\"outcome\":\"good\"}  | outcome must be one of",
                "ANSWERS | {\"id\":\"a\",\"model\":\"m\",\"at\":\"yesterday\"}  | at must be a time",
                "ANSWERS | {\"id\":\"a\",\"model\":\"m\",\"at\":1e20}            | at must be a time since 1970",
                "ANSWERS | {\"id\":\"a\",\"model\":\"m\",\"cost\":1}            | currency is missing",
                "RATINGS | {\"answer\":\"a\"}                                   | stars is missing",
                "RATINGS | {\"answer\":\"a\",\"stars\":0}                       | stars must be",
                "RATINGS | {\"answer\":\"a\",\"stars\":6}                       | stars must be",
                "RATINGS | {\"answer\":\"a\",\"stars\":\"five\"}                | stars must be a number",
                "RATINGS | {\"answer\":\"a\",\"stars\":4.5}                     | whole number",
                "RATINGS | {\"stars\":4}                                        | answer is missing",
                "VOTES   | {\"model1\":\"a\",\"model2\":\"b\"}                  | score is missing",
                "VOTES   | {\"model1\":\"a\",\"model2\":\"b\",\"score\":0.7}    | score must be 1, 0.5 or 0",
                "VOTES   | {\"model1\":\"a\",\"score\":1}                       | model2 is missing",
            })
    void aRowThatCannotBeUsedSaysWhy(ImportKind kind, String row, String reason) {
        assertThatThrownBy(() -> only(kind, row))
                .isInstanceOf(BadRowException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void badLinesAreNumberedAsAnEditorNumbersThem() throws Exception {
        events(ImportKind.RATINGS, "r.jsonl", "{\"answer\":\"a\",\"stars\":1}\n\n{\nnull\n{} {}\n");
        assertThat(bad)
                .containsExactly(
                        "3: this is not a JSON object", "4: this is not a JSON object", "5: this is not a JSON object");
        bad.clear();
        events(ImportKind.RATINGS, "r.csv", "\ufeffanswer,stars,comment\na,1,\"two\nlines\"\nb,2\nc,3,x\n");
        assertThat(bad).hasSize(1).first().asString().startsWith("4: it has 2 columns");
    }

    @Test
    void compressedFilesAreReadToo() throws Exception {
        Path file = folder.resolve("r.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("answer,stars\na,1\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(events(ImportKind.RATINGS, file)).hasSize(1);
    }

    private Event only(ImportKind kind, String json) throws Exception {
        Row row = new Row(1, new com.fasterxml.jackson.databind.ObjectMapper().readTree(json));
        return kind.events(row, origin, FILE_TIME).get(0);
    }

    private List<Event> events(ImportKind kind, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        return events(kind, file);
    }

    private List<Event> events(ImportKind kind, Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        Rows.read(file, new Rows.Sink() {
            @Override
            public void row(Row row) {
                try {
                    events.addAll(kind.events(row, origin, FILE_TIME));
                } catch (BadRowException e) {
                    bad(row.line(), e.getMessage());
                }
            }

            @Override
            public void bad(long line, String reason) {
                bad.add(line + ": " + reason);
            }
        });
        return events;
    }
}

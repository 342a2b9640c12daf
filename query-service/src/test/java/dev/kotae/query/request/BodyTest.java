package dev.kotae.query.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.query.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BodyTest {

    static Stream<Arguments> wrong() {
        Consumer<Body> question = body -> body.question("question", 4000);
        Consumer<Body> rest = body -> {
            body.collections("collections");
            body.filters("filters");
            body.integer("limit", 1, 100, 10);
            body.text("model");
            body.bodies("history", 2);
        };
        return Stream.of(
                Arguments.of("{}", question, "invalid-question"),
                Arguments.of("{\"question\": 5}", question, "invalid-question"),
                Arguments.of("{\"question\": \"\"}", question, "invalid-question"),
                Arguments.of("{\"question\": \" \\n\"}", question, "invalid-question"),
                Arguments.of("{\"question\": \"🦊🦊\"}", question, "invalid-question"),
                Arguments.of("{\"question\": \"" + "a".repeat(100_000) + "\"}", question, "invalid-question"),
                Arguments.of("{\"collections\": \"docs\"}", rest, "invalid-request"),
                Arguments.of("{\"collections\": [\"a/b\"]}", rest, "invalid-collection"),
                Arguments.of("{\"collections\": [\"{x}*\"]}", rest, "invalid-collection"),
                Arguments.of("{\"collections\": [1]}", rest, "invalid-request"),
                Arguments.of("{\"filters\": {\"a\": []}}", rest, "invalid-request"),
                Arguments.of("{\"filters\": [\"a\"]}", rest, "invalid-request"),
                Arguments.of("{\"limit\": 0}", rest, "invalid-request"),
                Arguments.of("{\"limit\": 1.5}", rest, "invalid-request"),
                Arguments.of("{\"limit\": 99999999999}", rest, "invalid-request"),
                Arguments.of("{\"model\": \"\"}", rest, "invalid-request"),
                Arguments.of("{\"history\": [1]}", rest, "invalid-request"),
                Arguments.of("{\"history\": [{}, {}, {}]}", rest, "invalid-request"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongFieldsAreNamedWithAStableCode(String json, Consumer<Body> read, String code) {
        Body body = Body.parse(json);

        assertThatThrownBy(() -> read.accept(body)).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            Assertions.assertThat(problem.getStatusCode()).isEqualTo(400);
            Assertions.assertThat(Problems.code(problem)).isEqualTo(code);
            Assertions.assertThat(problem.getDetail()).hasSizeLessThan(300).contains("'");
        });
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        for (String json : new String[] {null, "", "[]", "null", "{", "hello"}) {
            assertThatThrownBy(() -> Body.parse(json)).isInstanceOf(HttpProblem.class);
        }
    }

    @Test
    void goodFieldsAreRead() {
        Body body = Body.parse(
                "{\"question\": \" 窯? \", \"collections\": [\"a\", \"a\"], \"filters\": {\"p\": [\"x\"]}, \"unknown\": 1}");

        assertThat(body.question("question", 10)).isEqualTo("窯?");
        assertThat(body.collections("collections")).isEqualTo(List.of("a"));
        assertThat(body.filters("filters")).containsEntry("p", List.of("x"));
        assertThat(body.integer("limit", 1, 100, 10)).isEqualTo(10);
        assertThat(body.text("model")).isNull();
    }
}

package dev.kotae.eval.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingRequestTest {

    @Test
    void readsStarsCommentAndReasonsAndIgnoresTheRest() {
        assertThat(RatingRequest.parse("{\"stars\":4,\"comment\":\"良い\",\"reasons\":[\"complete\"],\"other\":{}}"))
                .isEqualTo(new RatingRequest(4, "良い", List.of("complete")));
        assertThat(RatingRequest.parse("{\"stars\":1,\"comment\":\" \",\"reasons\":null}"))
                .isEqualTo(new RatingRequest(1, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"stars\":null}",
                "{\"stars\":0}",
                "{\"stars\":6}",
                "{\"stars\":\"five\"}",
                "{\"stars\":\"5\"}",
                "{\"stars\":4.5}",
                "{\"stars\":1e308}",
                "{\"stars\":4294967300}",
                "{\"stars\":[5]}",
                "{\"stars\":true}"
            })
    void otherStarsAreRefusedInPlainWords(String body) {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> RatingRequest.parse(body));
        assertThat(problem.getStatusCode()).isEqualTo(400);
        assertThat(problem.getParameters()).containsEntry("code", "invalid-stars");
        assertThat(problem.getDetail()).contains("whole number from 1").contains("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stars", "[]", "{\"stars\":NaN}", "{\"stars\":5} {}", "{\"stars\":5,\"comment\":7}"})
    void otherBodiesAreRefused(String body) {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> RatingRequest.parse(body));
        assertThat(problem.getStatusCode()).isEqualTo(400);
        assertThat(problem.getParameters()).containsEntry("code", "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"all\"", "[1]", "[\"\"]", "[\"because\"]", "{}"})
    void otherReasonsAreRefusedByNameOfThoseThereAre(String reasons) {
        HttpProblem problem = catchThrowableOfType(
                HttpProblem.class, () -> RatingRequest.parse("{\"stars\":5,\"reasons\":" + reasons + "}"));
        assertThat(problem.getParameters()).containsEntry("code", "invalid-reasons");
        assertThat(problem.getDetail()).contains("complete, clear");
    }

    @Test
    void commentsAreCountedInCharactersNotInBytesOrHalves() {
        String longest = "🎈".repeat(4000);
        assertThat(RatingRequest.parse(body(longest)).comment()).isEqualTo(longest);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> RatingRequest.parse(body(longest + "!")))
                        .getDetail())
                .contains("4000");
    }

    @Test
    void moreThanTwentyReasonsAreRefused() {
        String twenty = "\"clear\",".repeat(19) + "\"clear\"";
        assertThat(RatingRequest.parse("{\"stars\":5,\"reasons\":[" + twenty + "]}")
                        .reasons())
                .hasSize(20);
        assertThat(catchThrowableOfType(
                        HttpProblem.class,
                        () -> RatingRequest.parse("{\"stars\":5,\"reasons\":[" + twenty + ",\"clear\"]}")))
                .isNotNull();
    }

    private static String body(String comment) {
        return "{\"stars\":5,\"comment\":\"" + comment + "\"}";
    }
}

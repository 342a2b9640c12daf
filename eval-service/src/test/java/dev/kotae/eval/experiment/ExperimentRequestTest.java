package dev.kotae.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.eval.experiment.ExperimentPlan.Retrieval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentRequestTest {

    private static final String ARMS = "\"baseline\":{\"model\":\"a\"},\"candidate\":{\"model\":\"b\"}";

    @Test
    void whatIsLeftOutHasSensibleValues() {
        ExperimentRequest request = ExperimentRequest.parse("{" + ARMS + "}");
        assertThat(request.id()).hasSize(8);
        assertThat(request.plan().retrieval()).isEqualTo(Retrieval.FROZEN);
        assertThat(request.plan().size()).isEqualTo(200);
        assertThat(request.plan().perMinute()).isEqualTo(30);
        assertThat(request.plan().baseline().maxChunks()).isNull();
    }

    @Test
    void theSameModelMayBeTriedWithAnotherPromptOrMoreChunks() {
        ExperimentRequest request = ExperimentRequest.parse(
                "{\"baseline\":{\"model\":\"a\"},\"candidate\":{\"model\":\"a\",\"maxChunks\":8,"
                        + "\"prompts\":{\"ja\":\"--- user\\n{documents}{question}\"}},\"retrieval\":\"fresh\"}");
        assertThat(request.plan().candidate().maxChunks()).isEqualTo(8);
        assertThat(request.plan().candidate().prompts()).containsOnlyKeys("ja");
        assertThat(request.plan().retrieval()).isEqualTo(Retrieval.FRESH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|baseline must name a model",
                "{ARMS,\"id\":\"Not So\"}|id must be",
                "{ARMS,\"size\":0}|size must be",
                "{ARMS,\"perMinute\":\"many\"}|perMinute must be",
                "{ARMS,\"retrieval\":\"none\"}|retrieval must be",
                "{ARMS,\"sise\":5}|sise is not known",
                "{ARMS,\"questions\":{\"languages\":\"en\"}}|questions.languages is no parameter",
                "{ARMS,\"questions\":{\"from\":\"yesterday\"}}|from must be",
                "{\"baseline\":{\"model\":\"a\"},\"candidate\":{\"model\":\"a\"}}|nothing to compare",
                "{\"baseline\":{\"model\":\"a\"},\"candidate\":{\"model\":\"b\",\"prompts\":{\"fr\":\"\"}}}|prompts must",
                "{ARMS,\"judge\":{\"model\":\"c\",\"votes\":0}}|votes must be",
                "{ARMS,\"judge\":\"c\"}|judge must name a model",
                "[]|JSON object"
            })
    void whatCannotBeSaysWhatIsWrong(String body, String said) {
        assertThatThrownBy(() -> ExperimentRequest.parse(body.replace("ARMS", ARMS)))
                .extracting(problem -> ((io.quarkiverse.resteasy.problem.HttpProblem) problem).getDetail())
                .asString()
                .contains(said);
    }
}

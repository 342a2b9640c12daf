package dev.kotae.eval.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.kotae.eval.export.TaxonomyFile.Head;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class TaxonomyFileTest {

    private static final Head HEAD = new Head(
            "Kubernetes storage",
            "kotae",
            "How volumes are made and grown",
            "https://example.com/docs.git",
            "951999afdc59c46d325493568193b40bd5439c9e",
            List.of("storage/*.md"));

    @Test
    void isValidByInstructLabsOwnSchema() {
        TaxonomyFile file = new TaxonomyFile();
        for (int chunk = 0; chunk < 6; chunk++) {
            for (int question = 0; question < 3; question++) {
                file.add(Examples.supported(
                        "chunk " + chunk, "どうしますか " + chunk + "." + question, "So: \"#1\" [1].\nYes."));
            }
        }
        String yaml = file.write(HEAD);
        JsonNode json = new ObjectMapper().valueToTree(new Yaml().load(yaml));
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("classpath:instructlab/v3/knowledge.json"));
        assertThat(schema.validate(json)).isEmpty();
        assertThat(json.path("seed_examples")).hasSize(6);
        JsonNode first = json.path("seed_examples").path(0);
        assertThat(first.path("context").asText()).isEqualTo("The text of chunk 0");
        assertThat(first.path("questions_and_answers").path(2).path("question").asText())
                .isEqualTo("どうしますか 0.2");
        assertThat(first.path("questions_and_answers").path(0).path("answer").asText())
                .isEqualTo("So: \"#1\".\nYes.");
    }

    @Test
    void tooFewExamplesAreSaidToBeTooFewAndNotWritten() {
        TaxonomyFile file = new TaxonomyFile();
        for (int chunk = 0; chunk < 5; chunk++) {
            file.add(Examples.supported("chunk " + chunk, "How?", "So."));
            file.add(Examples.supported("chunk " + chunk, "Why?", "So."));
            // The same again, in another width and case
            file.add(Examples.supported("chunk " + chunk, "ＨＯＷ?", "So."));
        }
        assertThatThrownBy(() -> file.write(HEAD)).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(409);
            assertThat(problem.getParameters()).containsEntry("code", "too-few-examples");
        });
    }

    @Test
    void whatNoChunkSupportsTeachesNothing() {
        TaxonomyFile file = new TaxonomyFile();
        for (int i = 0; i < 20; i++) {
            file.add(Examples.unsupported("How " + i + "?", "So."));
        }
        assertThatThrownBy(() -> file.write(HEAD)).hasMessageContaining("there are 0 such chunks");
    }

    @Test
    void aFileThatDoesNotSayWhatItIsAboutIsRefused() {
        assertThatThrownBy(() -> new Head("d", "c", "o", null, "c", List.of("*")))
                .isInstanceOf(HttpProblem.class);
        assertThatThrownBy(() -> new Head("d", "c", "o", "r", "c", List.of())).isInstanceOf(HttpProblem.class);
    }
}

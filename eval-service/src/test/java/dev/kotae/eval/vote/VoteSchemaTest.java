package dev.kotae.eval.vote;

import static dev.kotae.eval.Answers.AT;
import static dev.kotae.eval.Answers.KEY;
import static dev.kotae.eval.Answers.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.Answers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VoteSchemaTest {

    private static final AnswerId FIRST = Answers.newId();
    private static final String ONE = FIRST.toString();
    private static final String TWO =
            AnswerId.sign(FIRST.questionId(), 2, USER, KEY).toString();
    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        Path file = Path.of(System.getProperty("kotae.root"), "docs/schemas/vote.schema.json");
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(file));
    }

    @Test
    void whatIsWrittenFits() {
        assertThat(problems(new Vote(1, List.of(TWO, ONE), TWO, USER, "良い", "import:x", AT)))
                .isEmpty();
        assertThat(problems(new Vote(1, List.of(ONE, TWO), null, USER, null, null, AT)))
                .isEmpty();
    }

    @Test
    void whatFitsIsRead() throws IOException {
        String json =
                "{\"schema\":1,\"answers\":[\"%s\",\"%s\"],\"preferred\":null,\"user\":\"ann\",\"at\":\"2026-11-23T10:00:00Z\",\"new\":{}}"
                        .formatted(ONE, TWO);
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(EventJson.read(json.getBytes(StandardCharsets.UTF_8), Vote.class))
                .isEqualTo(new Vote(1, List.of(ONE, TWO), null, USER, null, null, AT));
    }

    @Test
    void otherPairsIdsAndCommentsDoNotFit() {
        assertThat(problems(new Vote(1, List.of(ONE), null, USER, null, null, AT)))
                .hasSize(1);
        assertThat(problems(new Vote(1, List.of(ONE, ONE), null, USER, null, null, AT)))
                .hasSize(1);
        assertThat(problems(new Vote(1, List.of(ONE, "x"), null, USER, "c".repeat(4001), null, AT)))
                .hasSize(2);
        assertThat(problems(new Vote(1, null, null, USER, null, null, AT))).hasSize(1);
    }

    private static List<String> problems(Vote vote) {
        String json = new String(EventJson.write(vote), StandardCharsets.UTF_8);
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}

package dev.kotae.eval.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Rating;
import dev.kotae.eval.Answers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingSchemaTest {

    private static final String ID = Answers.newId().toString();
    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        Path file = Path.of(System.getProperty("kotae.root"), "docs/schemas/rating.schema.json");
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(file));
    }

    @Test
    void whatIsWrittenFits() {
        assertThat(problems(new Rating(1, ID, "ann", 5, "良い", List.of("complete"), null, Answers.AT)))
                .isEmpty();
        assertThat(problems(new Rating(1, ID, "ann", 1, null, null, null, Answers.AT)))
                .isEmpty();
    }

    @Test
    void whatFitsIsRead() throws IOException {
        String json =
                "{\"schema\":1,\"answerId\":\"%s\",\"user\":\"ann\",\"stars\":2,\"at\":\"2026-11-23T10:00:00Z\",\"new\":{}}"
                        .formatted(ID);
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(EventJson.read(json.getBytes(StandardCharsets.UTF_8), Rating.class))
                .isEqualTo(new Rating(1, ID, "ann", 2, null, null, null, Answers.AT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void otherStarsDoNotFit(int stars) {
        assertThat(problems(new Rating(1, ID, "ann", stars, null, null, null, Answers.AT)))
                .hasSize(1);
    }

    @Test
    void otherIdsCommentsAndReasonsDoNotFit() {
        assertThat(problems(new Rating(1, "x", "ann", 1, "c".repeat(4001), List.of(""), null, Answers.AT)))
                .hasSize(3);
    }

    private static List<String> problems(Rating rating) {
        String json = new String(EventJson.write(rating), StandardCharsets.UTF_8);
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}

package dev.kotae.query.citation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.query.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MTRAG's answers whose faithfulness to their passages three annotators rated from 1 to 4. */
final class RatedAnswers {

    private RatedAnswers() {}

    /**
     * An answer.
     *
     * @param conversation which conversation its question is a turn of: turns share their matter, so they are no independent draws
     * @param model who wrote it; {@code reference} is a person
     * @param faithfulness mean of the ratings, 1 to 4
     * @param claims its sentences that claim something, at least one
     * @param passages what it was to be faithful to, at least one
     */
    record Rated(String conversation, String model, double faithfulness, List<String> claims, List<String> passages) {}

    /** All answers that have passages and claims. */
    static List<Rated> read() throws IOException {
        JsonNode data = new ObjectMapper()
                .readTree(SharedData.folder("mtrag")
                        .resolve("mtrag_human_evaluations.json")
                        .toFile());
        Map<String, String> texts = new HashMap<>();
        data.path("documents")
                .forEach(document -> texts.put(
                        document.path("document_id").asText(),
                        document.path("text").asText()));
        Map<String, List<String>> passages = new HashMap<>();
        data.path("tasks").forEach(task -> {
            List<String> given = new ArrayList<>();
            task.path("contexts")
                    .forEach(context ->
                            given.add(texts.get(context.path("document_id").asText())));
            passages.put(task.path("task_id").asText(), given);
        });
        List<Rated> answers = new ArrayList<>();
        for (JsonNode evaluation : data.path("evaluations")) {
            String task = evaluation.path("task_id").asText();
            List<String> claims = Claims.of(
                            evaluation.path("model_response").asText().strip())
                    .stream()
                    .filter(Claims.Sentence::claims)
                    .map(Claims.Sentence::text)
                    .toList();
            if (!passages.get(task).isEmpty() && !claims.isEmpty()) {
                answers.add(new Rated(
                        task.split("<::>")[0],
                        evaluation.path("model_id").asText(),
                        faithfulness(evaluation),
                        claims,
                        passages.get(task)));
            }
        }
        return answers;
    }

    private static double faithfulness(JsonNode evaluation) {
        List<Double> ratings = new ArrayList<>();
        evaluation
                .path("annotations")
                .path("faithfulness")
                .forEach(rating -> ratings.add(rating.path("value").asDouble()));
        return ratings.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}

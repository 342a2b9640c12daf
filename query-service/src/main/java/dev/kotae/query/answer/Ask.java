package dev.kotae.query.answer;

import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import dev.kotae.query.request.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is asked.
 *
 * @param question the question
 * @param collections which to search; empty = all
 * @param model the model's id, or null for the default one
 * @param filters per attribute the values of which one must match
 * @param history earlier turns, oldest first
 * @param maxChunks the most chunks of the prompt
 */
public record Ask(
        String question,
        List<String> collections,
        String model,
        Map<String, List<String>> filters,
        List<Prompt.Turn> history,
        int maxChunks) {

    private static final int MAX_TURNS = 50;
    private static final int TURNS_KEPT = 4;
    private static final int MAX_CHUNKS = 20;

    /** Reads a request; throws a problem that names what is wrong. */
    public static Ask of(Body body, AnswersConfig config) {
        List<Prompt.Turn> history = new ArrayList<>();
        for (Body turn : body.bodies("history", MAX_TURNS)) {
            String role = turn.text("role");
            if (!"user".equals(role) && !"assistant".equals(role)) {
                throw Problems.invalid("invalid-request", "'history' holds a role other than 'user' and 'assistant'");
            }
            history.add(new Prompt.Turn(role, turn.question("content", config.maxQuestionLength())));
        }
        return new Ask(
                body.question("question", config.maxQuestionLength()),
                body.collections("collections"),
                body.text("model"),
                body.filters("filters"),
                List.copyOf(history.subList(Math.max(0, history.size() - TURNS_KEPT), history.size())),
                body.integer("maxChunks", 1, MAX_CHUNKS, config.maxChunks()));
    }
}

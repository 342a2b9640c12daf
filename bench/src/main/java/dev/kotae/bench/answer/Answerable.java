package dev.kotae.bench.answer;

import dev.kotae.bench.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Finds what can be asked so that a model is called: a question whose answer the documents tell. */
final class Answerable {

    private static final int TRIES = 60;

    private Answerable() {}

    /** The first such question; waits until the query service knows the model. */
    static String first(Stage stage, String model) throws Exception {
        String url = stage.suite().url("query");
        String collection = stage.publishedPages();
        for (int i = 0; !knows(stage, url, model); i++) {
            if (i == TRIES) {
                throw new IllegalStateException("The query service does not find the model " + model);
            }
            TimeUnit.SECONDS.sleep(1);
        }
        for (String question : Questions.of(stage.pages())) {
            boolean noAnswer = stage.http()
                    .post(
                            url + "/api/answers",
                            Map.of("question", question, "model", "extractive", "collections", List.of(collection)))
                    .get("noAnswer")
                    .asBoolean();
            if (!noAnswer) {
                return question;
            }
        }
        throw new IllegalStateException("No question is answered");
    }

    private static boolean knows(Stage stage, String url, String model) {
        for (var known : stage.http().get(url + "/api/models").get("models")) {
            if (known.get("id").asText().equals(model)) {
                return true;
            }
        }
        return false;
    }
}

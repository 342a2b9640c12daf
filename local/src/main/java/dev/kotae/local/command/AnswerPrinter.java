package dev.kotae.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** Prints an answer while it is written, then what it cites, who wrote it and how to rate it. */
final class AnswerPrinter implements ServerEvents.Listener {
    private final PrintWriter out;
    private final StringBuilder shown = new StringBuilder();
    private JsonNode answer;

    AnswerPrinter(PrintWriter out) {
        this.out = out;
    }

    /** The whole answer, or null as long as it is not complete. */
    JsonNode answer() {
        return answer;
    }

    @Override
    public void event(String name, String data) {
        switch (name) {
            case "token" -> token(Json.parse(data).path("text").asText());
            case "completed" -> completed(Json.parse(data));
            case "failed" -> {
                JsonNode failure = Json.parse(data);
                out.println();
                throw new ApiException("No answer: " + failure.path("detail").asText("the model failed") + " ("
                        + failure.path("code").asText("unknown") + ")");
            }
            default -> {
                // sources and citation stand in the completed answer, too
            }
        }
    }

    private void token(String text) {
        shown.append(text);
        out.print(text);
        out.flush();
    }

    private void completed(JsonNode whole) {
        answer = whole;
        out.println();
        String text = whole.path("text").asText();
        if (!text.strip().equals(shown.toString().strip())) {
            out.println();
            out.println(text);
        }
        if (!whole.path("citations").isEmpty()) {
            out.println();
            whole.path("citations").forEach(this::citation);
        }
        if (!whole.path("unsupported").isEmpty()) {
            out.println();
            out.println("No chunk that the model was given says this:");
            whole.path("unsupported")
                    .forEach(span ->
                            out.println("    " + span.path("text").asText().replaceAll("\\s+", " ")));
        }
        out.println();
        JsonNode timings = whole.path("timings");
        out.println("Answer " + whole.path("id").asText() + " by "
                + whole.path("model").path("id").asText() + ": retrieved in "
                + timings.path("retrieveMillis").asText("?") + " ms, first token after "
                + timings.path("firstTokenMillis").asText("?") + " ms, complete after "
                + timings.path("totalMillis").asText("?") + " ms.");
        out.println("Rate it: ./kotae rate " + whole.path("id").asText() + " 5");
    }

    private void citation(JsonNode citation) {
        String title = citation.path("title").asText("");
        String section =
                citation.path("section").isTextual() ? citation.path("section").asText() : "";
        String document = citation.path("collection").asText() + "/"
                + citation.path("documentId").asText();
        String head = title.isBlank() ? document : title;
        String marker = citation.path("marker").asText();
        out.println((marker.startsWith("[") ? marker : "[" + marker + "]") + " " + head
                + (section.isBlank() || section.equals(title) ? "" : ", " + section)
                + (citation.path("inferred").asBoolean() ? " (inferred)" : "")
                + (citation.path("supported").asBoolean(true) ? "" : " (does not support what it is cited for)"));
        String url = citation.path("url").asText("");
        out.println("    " + (url.isBlank() ? document : url) + ", version "
                + citation.path("version").asText("?"));
    }
}

package dev.kotae.query.prompt;

import dev.kotae.common.document.ContentHash;
import dev.kotae.query.citation.Source;
import dev.kotae.query.search.Question;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A template file: its name is its id, its content's hash tells whether it was changed. */
final class PromptTemplate {

    private static final String DOCUMENTS = "{documents}";

    private final String id;
    private final String text;

    private PromptTemplate(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The template of a name under {@code prompts/} on the class path. */
    static PromptTemplate read(String id) {
        try (InputStream stream =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("prompts/" + id + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("There is no prompt template " + id);
            }
            return new PromptTemplate(id, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the prompt template " + id, e);
        }
    }

    Prompt fill(Question question, List<Source> sources, List<Prompt.Turn> history) {
        StringBuilder documents = new StringBuilder();
        for (Source source : sources) {
            documents
                    .append("<document number=\"")
                    .append(source.marker())
                    .append("\" title=\"")
                    .append(data(source.hit().title()).replace('"', '\''))
                    .append("\">\n")
                    .append(data(source.text()))
                    .append("\n</document>\n");
        }
        return new Prompt(
                id,
                ContentHash.of(text).hex(),
                question,
                sources,
                history,
                text.replace(DOCUMENTS, documents.toString().strip()));
    }

    /** A document cannot close its own fence. */
    private static String data(String text) {
        return text.replaceAll("(?i)<(/?)document", "‹$1document");
    }
}

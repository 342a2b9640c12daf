package dev.kotae.local.publish;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which files are documents, by their names' endings. */
final class ContentTypes {
    private static final Map<String, String> BY_ENDING = Map.of(
            "md", "text/markdown",
            "markdown", "text/markdown",
            "txt", "text/plain",
            "text", "text/plain",
            "html", "text/html",
            "htm", "text/html",
            "adoc", "text/asciidoc",
            "asciidoc", "text/asciidoc");

    private ContentTypes() {}

    static Optional<String> of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_ENDING.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}

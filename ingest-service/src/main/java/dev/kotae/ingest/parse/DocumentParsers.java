package dev.kotae.ingest.parse;

import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import java.util.Map;
import java.util.TreeMap;

/** The parsers by content type. */
public final class DocumentParsers {

    private final Map<String, DocumentParser> parsers = new TreeMap<>();

    /** All that there are. */
    public DocumentParsers() {
        DocumentParser markdown = new MarkdownParser();
        parsers.put("text/markdown", markdown);
        parsers.put("text/x-markdown", markdown);
        parsers.put("text/plain", new PlainTextParser());
    }

    /**
     * The parser for a content type.
     *
     * @throws RejectedChangeException if there is none
     */
    public DocumentParser of(String contentType) {
        DocumentParser parser = parsers.get(contentType);
        if (parser == null) {
            throw new RejectedChangeException(
                    Reason.UNSUPPORTED_CONTENT_TYPE,
                    "Documents of type " + contentType + " cannot be read; these can: "
                            + String.join(", ", parsers.keySet()));
        }
        return parser;
    }
}

package dev.kotae.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes as lines of JSON. */
public final class Lines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    /** A Markdown document's new text, or its deletion where the text is null. */
    static String change(String id, String text) {
        ObjectNode change = JSON.createObjectNode().put("id", id).put("text", text);
        if (text != null) {
            change.put("contentType", "text/markdown");
        }
        return change.toString();
    }

    /** A Markdown document with a title and its source's address, each of which may be null. */
    public static String markdown(String id, String title, String text, String url) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("title", title)
                .put("text", text)
                .put("contentType", "text/markdown")
                .put("url", url)
                .toString();
    }
}

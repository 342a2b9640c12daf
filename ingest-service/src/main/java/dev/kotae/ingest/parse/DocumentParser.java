package dev.kotae.ingest.parse;

/** Finds the structure of documents of one content type. Plain computation, safe for use by several threads. */
public interface DocumentParser {

    /**
     * The document that a text is. Every text is one: what looks broken is taken as text.
     *
     * @param source the whole text
     */
    Document parse(String source);
}

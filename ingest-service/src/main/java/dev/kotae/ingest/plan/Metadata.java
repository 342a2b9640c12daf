package dev.kotae.ingest.plan;

import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.ingest.parse.Document;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known about a document besides its text: what the change says counts first, then what the document says of itself,
 * as far as it makes sense (a document's own words cannot be wrong enough to reject it).
 */
record Metadata(Upsert change, Document document) {

    private static final int MAX_TITLE = 1000;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2}(?:[-_].*)?");

    /** Never empty: in the end, the document's id. */
    String title() {
        if (change.title() != null) {
            return change.title();
        }
        if (document.title() == null) {
            return change.id().value();
        }
        String title = document.title().replaceAll("\\p{Cntrl}+", " ").strip();
        return title.isEmpty() ? change.id().value() : title.substring(0, Math.min(MAX_TITLE, title.length()));
    }

    /** Null where neither says it. */
    String url() {
        return change.url() != null || document.url() == null || !isWebAddress(document.url())
                ? change.url()
                : document.url();
    }

    Optional<String> language() {
        if (change.language() != null) {
            return Optional.of(change.language());
        }
        return Optional.ofNullable(document.language())
                .filter(language -> LANGUAGE.matcher(language).matches())
                .map(language -> language.substring(0, 2).toLowerCase(Locale.ROOT));
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false; // Hugo's url is often a path: it is no address by itself
        }
    }
}

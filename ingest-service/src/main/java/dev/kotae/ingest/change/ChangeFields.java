package dev.kotae.ingest.change;

import static dev.kotae.ingest.change.RejectedChangeException.invalid;

import dev.kotae.ingest.change.RejectedChangeException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for the fields of a change, whatever they travel in. Every method names the field in its complaint; null stays null. */
final class ChangeFields {

    static final int MAX_READERS = 1000;
    static final int MAX_ATTRIBUTES = 100;

    /** As long as the names of groups that an asker may carry. */
    private static final int MAX_GROUP = 200;

    private static final int MAX_TITLE = 1000;
    private static final int MAX_URL = 2000;
    private static final int MAX_NAME = 100;
    private static final int MAX_VALUE = 1000;
    private static final String UNDETERMINED = "und";
    private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z]{2})([-_][A-Za-z0-9]{1,8})*");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("([a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100})\\s*(;.*)?");
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)");

    private ChangeFields() {}

    static String title(String title) {
        if (title == null || title.isBlank()) {
            return null;
        }
        return line("title", title.strip(), MAX_TITLE);
    }

    static String url(String url) {
        if (url == null) {
            return null;
        }
        line("url", url, MAX_URL);
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw invalid("The field 'url' is not a URL");
        }
        throw invalid("The field 'url' must begin with https:// or http:// and name a host");
    }

    /** The language's two letters; null where it is said to be undetermined. */
    static String language(String language) {
        if (language == null || language.equals(UNDETERMINED)) {
            return null;
        }
        Matcher matcher = LANGUAGE.matcher(language);
        if (!matcher.matches()) {
            throw invalid("The field 'language' must be a language's two letters, such as \"en\" or \"ja\"");
        }
        return matcher.group(1).toLowerCase(Locale.ROOT);
    }

    static String contentType(String contentType) {
        Matcher matcher = MEDIA_TYPE.matcher(contentType.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw invalid("The field 'contentType' must be a media type such as \"text/markdown\"");
        }
        Matcher charset = CHARSET.matcher(matcher.group(2) == null ? "" : matcher.group(2));
        if (charset.find() && !charset.group(1).equals("utf-8")) {
            throw invalid("The field 'contentType' names a charset: only UTF-8 is read");
        }
        return matcher.group(1);
    }

    static Instant updatedAt(String time) {
        if (time == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw invalid(
                    "The field 'updatedAt' must be an ISO-8601 time with an offset, such as \"2026-01-31T09:00:00Z\"");
        }
    }

    static List<String> readers(List<String> readers) {
        if (readers == null) {
            return null;
        }
        if (readers.size() > MAX_READERS) {
            throw invalid("The field 'readers' names more than " + MAX_READERS + " groups");
        }
        readers.forEach(group -> named("readers", group, MAX_GROUP));
        return readers.stream().distinct().toList();
    }

    static Map<String, String> attributes(Map<String, String> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw invalid("The field 'attributes' has more than " + MAX_ATTRIBUTES + " names");
        }
        attributes.forEach((name, value) -> {
            named("attributes", name, MAX_NAME);
            if (name.indexOf('=') >= 0) {
                throw invalid("The field 'attributes' must not have '=' in a name");
            }
            line("attributes", value, MAX_VALUE);
        });
        return attributes;
    }

    /** The document's own bytes: not more than allowed, and text where the type says so. */
    static byte[] content(byte[] content, String contentType, int maxBytes) {
        if (content.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (contentType.startsWith("text/") && StrictText.decode(content).isEmpty()) {
            throw invalid("The document is not UTF-8, as its content type demands");
        }
        return content;
    }

    static RejectedChangeException tooLarge(int maxBytes) {
        return new RejectedChangeException(
                Reason.TOO_LARGE,
                "The document exceeds the " + maxBytes + " bytes that are accepted: split it into several documents");
    }

    private static void named(String field, String text, int maxLength) {
        if (text.isBlank()) {
            throw invalid("The field '" + field + "' must not have an empty name");
        }
        line(field, text, maxLength);
    }

    private static String line(String field, String text, int maxLength) {
        if (text.length() > maxLength) {
            throw invalid("The field '" + field + "' has a text of more than " + maxLength + " characters");
        }
        if (StrictText.hasControls(text)) {
            throw invalid("The field '" + field + "' must not contain control characters");
        }
        if (StrictText.encode(text).isEmpty()) {
            throw invalid("The field '" + field + "' is not valid Unicode");
        }
        return text;
    }
}

package dev.kotae.common.document;

import java.util.regex.Pattern;

/**
 * The name of a collection: 1 to 100 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit, so that it can stand in
 * a topic's name, a Redis key and a URL as it is.
 *
 * @param value the name, never null
 */
public record CollectionName(String value) {

    /** The pattern that {@link #value} matches whole. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    /**
     * @throws IllegalArgumentException if the name is null or does not match {@link #PATTERN}; the message is fit for users
     */
    public CollectionName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "A collection's name has 1 to 100 letters, digits, '.', '_' or '-' and begins with a letter or digit");
        }
    }

    /** Whether the text could name a collection; null could not. */
    public static boolean isValid(String value) {
        return value != null && COMPILED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.kotae.query.model;

import java.util.regex.Pattern;

/** Names of models and providers: what servers call theirs, but no line breaks, no markup, nothing that has to be escaped anywhere. */
final class ModelName {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9._:/@+-]{0,199}");

    private ModelName() {}

    static boolean isSafe(String name) {
        return SAFE.matcher(name).matches();
    }
}

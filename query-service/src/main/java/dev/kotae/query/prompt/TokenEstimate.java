package dev.kotae.query.prompt;

/**
 * How many tokens a text has for a model whose tokenizer is not known here: four Latin letters, or one Japanese, a token. That is an
 * estimate: models differ by a third to either side, so budgets keep a reserve.
 */
final class TokenEstimate {

    private static final double LATIN_PER_TOKEN = 4;
    private static final int FIRST_WIDE = 0x2E80;

    private TokenEstimate() {}

    static double of(String text) {
        long wide = text.codePoints().filter(c -> c >= FIRST_WIDE).count();
        return wide + (text.length() - wide) / LATIN_PER_TOKEN;
    }

    /** As much of a text's beginning as has so many tokens. */
    static String cut(String text, double tokens) {
        double left = tokens;
        int end = 0;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            left -= letter >= FIRST_WIDE ? 1 : 1 / LATIN_PER_TOKEN;
            if (left < 0) {
                break;
            }
            end += Character.charCount(letter);
        }
        return text.substring(0, end);
    }
}

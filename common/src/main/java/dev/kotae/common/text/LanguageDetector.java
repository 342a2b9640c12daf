package dev.kotae.common.text;

import java.lang.Character.UnicodeScript;

/**
 * Tells Japanese from English by script. Every Japanese letter and every word in another script counts one: a Japanese letter
 * carries about as much as a short word, and a long identifier in a Japanese sentence must not outweigh its particles. From a
 * share of 3 in 10 on the text is Japanese. Otherwise it is English if most of its words are Latin: other languages in Latin
 * script, and Chinese, are not told apart. A producer who knows better says so in the change.
 */
public final class LanguageDetector {

    private LanguageDetector() {}

    /**
     * The language of a text, by the rule above.
     *
     * @param text any text; null is not allowed
     * @return {@code ja}, {@code en}, or {@code und} for a text without letters or in another script
     */
    public static String detect(String text) {
        long japanese = 0;
        long latinWords = 0;
        long otherWords = 0;
        boolean insideWord = false;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            if (JapaneseScript.isLetter(letter)) {
                japanese++;
                insideWord = false;
            } else if (Character.isLetter(letter)) {
                if (!insideWord) {
                    if (UnicodeScript.of(letter) == UnicodeScript.LATIN) {
                        latinWords++;
                    } else {
                        otherWords++;
                    }
                }
                insideWord = true;
            } else {
                insideWord = insideWord && continuesWord(letter);
            }
        }
        long all = japanese + latinWords + otherWords;
        if (all == 0) {
            return "und";
        }
        if (10 * japanese >= 3 * all) {
            return "ja";
        }
        return latinWords > otherWords ? "en" : "und";
    }

    private static boolean continuesWord(int character) {
        return Character.isDigit(character)
                || character == '_'
                || character == '.'
                || character == '-'
                || character == '/'
                || character == '\''
                || character == '\u2019';
    }
}

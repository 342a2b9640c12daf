package dev.kotae.common.text;

import java.lang.Character.UnicodeScript;

/** Which characters Japanese words are written with. */
final class JapaneseScript {

    private static final int LONG_VOWEL = 'ー';
    private static final int HALF_WIDTH_LONG_VOWEL = 'ｰ';

    private JapaneseScript() {}

    /** Kana or Han, and the long vowel mark, which Unicode gives to no script. Chinese is not told apart. */
    static boolean isLetter(int codePoint) {
        if (codePoint < 0x2E80) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HAN
                || codePoint == LONG_VOWEL
                || codePoint == HALF_WIDTH_LONG_VOWEL;
    }
}

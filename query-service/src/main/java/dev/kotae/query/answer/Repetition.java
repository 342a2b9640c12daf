package dev.kotae.query.answer;

import java.util.HashMap;
import java.util.Map;

/**
 * Notices when a model has fallen into a loop: the text ends in the same piece again and again, or the same sentence comes for the
 * third time. Greedy decoding of small models does that (Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020), and
 * nothing worth reading follows. Not thread-safe: one instance an answer.
 */
final class Repetition {

    /** A piece of up to so many characters … */
    private static final int LONGEST_PIECE = 150;

    /** … is a loop when it stands there so often in a row … */
    private static final int TIMES = 4;

    /** … and fills so many characters, Japanese ones counted double; rows of dashes and dots, as tables have them, may be longer. */
    private static final int FILLED = 60;

    private static final int FIRST_WIDE = 0x2E80;

    private static final int FILLED_WITHOUT_WORDS = 400;

    private static final int SENTENCE_TIMES = 3;
    private static final int SHORTEST_SENTENCE = 12;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> sentences = new HashMap<>();
    private int sentenceFrom;
    private int soundUntil = -1;

    /**
     * Takes the next piece of text.
     *
     * @return whether the text is in a loop by now
     */
    boolean push(String piece) {
        for (int i = 0; i < piece.length() && soundUntil < 0; i++) {
            text.append(piece.charAt(i));
            if (endsSentence(piece.charAt(i))) {
                sentence();
            }
        }
        if (soundUntil < 0) {
            row();
        }
        return soundUntil >= 0;
    }

    /** How much of the text's beginning is free of the loop, in characters; the looping piece stands in it once. */
    int soundUntil() {
        return soundUntil < 0 ? text.length() : soundUntil;
    }

    private void sentence() {
        String sentence = text.substring(sentenceFrom).strip();
        if (sentence.length() >= SHORTEST_SENTENCE && sentences.merge(sentence, 1, Integer::sum) == SENTENCE_TIMES) {
            soundUntil = text.indexOf(sentence) + sentence.length();
        }
        sentenceFrom = text.length();
    }

    private void row() {
        int length = text.length();
        for (int piece = 1; piece <= LONGEST_PIECE && piece * TIMES <= length; piece++) {
            int same = 0;
            while (length - 1 - same - piece >= 0
                    && same < FILLED_WITHOUT_WORDS
                    && text.charAt(length - 1 - same) == text.charAt(length - 1 - same - piece)) {
                same++;
            }
            int filled = same + piece;
            if (filled >= piece * TIMES && filled >= enough(text.substring(length - piece))) {
                soundUntil = length - same;
                return;
            }
        }
    }

    private static int enough(String piece) {
        if (piece.codePoints().anyMatch(letter -> letter >= FIRST_WIDE)) {
            return FILLED / 2;
        }
        return piece.contains("\n") || piece.codePoints().anyMatch(Character::isLetterOrDigit)
                ? FILLED
                : FILLED_WITHOUT_WORDS;
    }

    private static boolean endsSentence(char letter) {
        return letter == '.'
                || letter == '。'
                || letter == '!'
                || letter == '?'
                || letter == '！'
                || letter == '？'
                || letter == '\n';
    }
}

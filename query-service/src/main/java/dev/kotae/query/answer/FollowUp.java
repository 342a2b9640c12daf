package dev.kotae.query.answer;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.prompt.Prompt;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes one question of a conversation by a plain rule, for models that cannot be trusted with it: a question that points back
 * ({@code it}, {@code それ}), or has hardly a word to look for, is asked together with the question before it.
 */
final class FollowUp {

    private static final int FEW_TERMS = 2;
    private static final Pattern POINTS_BACK = Pattern.compile(
            "(?i)\\b(?:it|its|that|this|those|these|they|them|their|there|he|she|his|her|one|ones|same|former|latter|else|instead)\\b"
                    + "|^\\s*(?:and|but|or|so|then|why|how come|what about|how about)\\b"
                    + "|それ|これ|あれ|その|この|あの|そこ|ここ|そちら|そう|こう|同じ|^(?:では|じゃあ|また|ほかに|他に|なぜ|どうして)");

    private final TextAnalyzer analyzer;

    FollowUp(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** The question with the one before it, or empty where it stands by itself. */
    Optional<String> condensed(String question, List<Prompt.Turn> history) {
        boolean needsHelp =
                POINTS_BACK.matcher(question).find() || new HashSet<>(analyzer.terms(question)).size() <= FEW_TERMS;
        if (!needsHelp) {
            return Optional.empty();
        }
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.get(i).role().equals("user")) {
                return Optional.of(history.get(i).content() + " " + question);
            }
        }
        return Optional.empty();
    }
}

package dev.kotae.query.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of an answer that claim something of the documents' matter, and so need support. */
final class Claims {

    private static final Pattern FENCED = Pattern.compile("(?ms)^\\s*(```|~~~).*?(?:^\\s*\\1|\\z)");
    private static final Pattern NO_PROSE = Pattern.compile("(?s)^\\s*(?:#{1,6}\\s|\\||-{3,}|={3,}).*");
    private static final Pattern LEADS_ON = Pattern.compile(".*[:：]\\s*$", Pattern.DOTALL);

    /** That the documents do not say is no claim that documents could support. */
    private static final Pattern NOT_FOUND = Pattern.compile(
            "(?is).*\\b(?:documents?|texts?|sources?|passages?|context)\\b.{0,20}\\b(?:do(?:es)? not|don't|doesn't)\\s+"
                    + "(?:answer|say|contain|mention|provide|specify|state|include|tell).*"
                    + "|.*\\bnot\\s+(?:found|mentioned|stated|given|specified|provided|contained)\\s+in\\s+the\\s+"
                    + "(?:documents?|texts?|sources?|passages?|context).*"
                    + "|.*\\bI\\s+(?:do not|don't|cannot|can't)\\s+(?:know|find|answer).*"
                    + "|.*(?:文書|資料|情報).{0,20}(?:ありません|書かれていません|記載されていません|見つかりません|わかりません).*");

    private Claims() {}

    /**
     * A sentence of an answer.
     *
     * @param start where it begins
     * @param text word for word, markers included
     * @param claims whether it claims something
     */
    record Sentence(int start, String text, boolean claims) {

        int end() {
            return start + text.length();
        }
    }

    static List<Sentence> of(String answer) {
        List<int[]> fenced = FENCED.matcher(answer)
                .results()
                .map(fence -> new int[] {fence.start(), fence.end()})
                .toList();
        List<Sentence> sentences = new ArrayList<>();
        int from = 0;
        for (String text : Sentences.of(answer)) {
            int start = answer.indexOf(text, from);
            from = start + text.length();
            int at = start;
            boolean code = fenced.stream().anyMatch(fence -> at < fence[1] && at + text.length() > fence[0]);
            sentences.add(new Sentence(start, text, !code && claims(text)));
        }
        return sentences;
    }

    private static boolean claims(String sentence) {
        Matcher letters = Pattern.compile("\\p{L}").matcher(sentence);
        return letters.find()
                && !NO_PROSE.matcher(sentence).matches()
                && !LEADS_ON.matcher(sentence).matches()
                && !NOT_FOUND.matcher(sentence).matches();
    }
}

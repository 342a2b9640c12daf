package dev.kotae.query.answer;

/** What is said where the documents do not say: a fixed text, so that front ends and readers can rely on it. */
final class NoAnswer {

    private NoAnswer() {}

    /** The text in the question's language; English where it is neither English nor Japanese. */
    static String text(String language) {
        return language.equals("ja") ? "文書の中に答えは見つかりませんでした。" : "The answer was not found in the documents.";
    }
}

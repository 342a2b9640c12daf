package dev.kotae.eval.rating;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why an answer got its stars: the catalogue that front ends offer, in both languages. Codes are for ever, texts can be bettered. */
enum Reason {
    CORRECT(true, "Correct", "正しい"),
    COMPLETE(true, "Complete", "十分に答えている"),
    CLEAR(true, "Clear", "わかりやすい"),
    WELL_CITED(true, "Good sources", "出典がよい"),
    WRONG(false, "Wrong", "間違っている"),
    INCOMPLETE(false, "Incomplete", "足りない"),
    UNCLEAR(false, "Hard to understand", "わかりにくい"),
    OFF_TOPIC(false, "Not what was asked", "質問に答えていない"),
    BAD_CITATION(false, "Sources do not say so", "出典の内容と合わない"),
    OUTDATED(false, "Out of date", "情報が古い"),
    TOO_LONG(false, "Too long", "長すぎる"),
    WRONG_LANGUAGE(false, "Wrong language", "言語が違う"),
    SLOW(false, "Too slow", "遅い");

    private final boolean praise;
    private final String english;
    private final String japanese;

    Reason(boolean praise, String english, String japanese) {
        this.praise = praise;
        this.english = english;
        this.japanese = japanese;
    }

    /** Its name in ratings. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it speaks for the answer. */
    boolean praise() {
        return praise;
    }

    /** The text for people, in Japanese or English. */
    String text(Locale language) {
        return language.getLanguage().equals("ja") ? japanese : english;
    }

    static boolean known(String code) {
        return Arrays.stream(values()).anyMatch(reason -> reason.code().equals(code));
    }

    static String codes() {
        return List.of(values()).stream().map(Reason::code).collect(Collectors.joining(", "));
    }
}

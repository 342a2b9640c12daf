package dev.kotae.common.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The analysis of documents and questions alike, in English, Japanese and any mixture. Text is brought to NFKC (which unifies
 * full and half width) and cut where Japanese script begins or ends: Japanese runs go to kuromoji (search mode, base forms, no
 * particles, katakana without the final long vowel), everything else to the English chain. So a Latin word has the same terms
 * whatever surrounds it, and a Japanese question meets an English document in its English words.
 *
 * <p>Terms consist of letters with their marks, digits and underscores only, because Redis splits stored text at other ASCII
 * punctuation; what is longer than 128 characters is dropped.
 */
public final class LuceneTextAnalyzer implements TextAnalyzer {

    private static final String ID = "lucene-9.12-1";
    private static final int LONGEST_TERM = 128;

    /** Invisible characters and the marks that turn a character into an emoji: they would make equal words differ. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Me}\\x{FE00}-\\x{FE0F}]");

    /** A row of underscores is one: Lucene's tokenizer takes quadratic time for rows without a letter. */
    private static final Pattern UNDERSCORES = Pattern.compile("\\p{Pc}+");

    private static final Pattern TERM = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]*[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_]*");

    /** What Japanese questions are made of beside particles; kuromoji's own list lacks them. */
    private static final List<String> QUESTION_WORDS = List.of(
            "どう", "どの", "どのように", "どんな", "どこ", "どれ", "どちら", "どなた", "いつ", "なぜ", "なん", "なに", "何", "何故", "誰", "だれ", "いくつ",
            "いくら", "よい", "いい", "良い", "くださる", "下さる", "ください", "下さい");

    private final Analyzer latin = new LatinAnalyzer();
    private final Analyzer japanese = new JapaneseAnalyzer(
            null, JapaneseTokenizer.Mode.SEARCH, stopWords(), JapaneseAnalyzer.getDefaultStopTags());

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<String> terms(String text) {
        String plain = plain(text);
        List<String> terms = new ArrayList<>();
        int start = 0;
        while (start < plain.length()) {
            boolean isJapanese = JapaneseScript.isLetter(plain.codePointAt(start));
            int end = endOfRun(plain, start, isJapanese);
            addTerms(isJapanese ? japanese : latin, plain.substring(start, end), terms);
            start = end;
        }
        return List.copyOf(terms);
    }

    private static String plain(String text) {
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        return UNDERSCORES.matcher(visible).replaceAll("_").replace('\u2019', '\'');
    }

    private static int endOfRun(String text, int start, boolean isJapanese) {
        int end = start;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            if (JapaneseScript.isLetter(letter) != isJapanese) {
                break;
            }
            end += Character.charCount(letter);
        }
        return end;
    }

    private static void addTerms(Analyzer analyzer, String run, List<String> terms) {
        try (TokenStream tokens = analyzer.tokenStream("text", run)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (term.length() <= LONGEST_TERM && TERM.matcher(term).matches()) {
                    terms.add(term.toString());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static CharArraySet stopWords() {
        CharArraySet words = CharArraySet.copy(JapaneseAnalyzer.getDefaultStopSet());
        words.addAll(QUESTION_WORDS);
        return words;
    }
}

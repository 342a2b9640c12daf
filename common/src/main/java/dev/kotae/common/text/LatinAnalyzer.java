package dev.kotae.common.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Analyses all that is not Japanese: words by Unicode's rules (UAX 29), without stop words, stemmed by Porter's rules. A word
 * with punctuation inside (an identifier, a version, a host name) gives itself, joined by underscores, and its parts; what has a
 * digit or an underscore is taken for a name and not stemmed.
 */
final class LatinAnalyzer extends Analyzer {

    /** A word of more characters is cut here, far above what is kept as a term. */
    private static final int LONGEST_WORD = 4096;

    private static final Pattern THOUSANDS_SEPARATOR = Pattern.compile(",");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    /** The look behind keeps the search linear in words that are almost all punctuation. */
    private static final Pattern EDGES =
            Pattern.compile("^[^\\p{L}\\p{N}]+|(?<=[\\p{L}\\p{M}\\p{N}])[^\\p{L}\\p{M}\\p{N}]++$");

    private static final Pattern NAME = Pattern.compile(".*[\\p{N}_].*");

    /** Snowball's list, since it has the question words and the contractions that Lucene's own English list lacks. */
    private static final CharArraySet STOP_WORDS = stopWords();

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        StandardTokenizer words = new StandardTokenizer();
        words.setMaxTokenLength(LONGEST_WORD);
        TokenStream terms = new LowerCaseFilter(new EnglishPossessiveFilter(words));
        terms = new StopFilter(terms, STOP_WORDS); // contractions, before they are taken apart
        terms = new PatternReplaceFilter(terms, EDGES, "", true);
        terms = new PatternReplaceFilter(terms, THOUSANDS_SEPARATOR, "", true);
        terms = new WordDelimiterGraphFilter(
                terms,
                WordDelimiterGraphFilter.PRESERVE_ORIGINAL | WordDelimiterGraphFilter.GENERATE_WORD_PARTS,
                CharArraySet.EMPTY_SET);
        terms = new PatternReplaceFilter(terms, PUNCTUATION, "_", true);
        terms = new StopFilter(terms, STOP_WORDS);
        terms = new PatternKeywordMarkerFilter(terms, NAME);
        return new TokenStreamComponents(words, new PorterStemFilter(terms));
    }

    private static CharArraySet stopWords() {
        try (InputStream list = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
            return WordlistLoader.getSnowballWordSet(new InputStreamReader(list, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Lucene's English stop words cannot be read", e);
        }
    }
}

package dev.kotae.common.text;

import java.util.List;

/**
 * Splits text into the terms that the full-text leg compares. Plain computation, safe for use by several threads.
 */
public interface TextAnalyzer {

    /** Names the analysis; it changes whenever the terms of a text would, and with it the generation of an index. */
    String id();

    /**
     * The terms of a text in order, repetitions included: lower case, width and kana forms unified, stemmed (English) or in base
     * form (Japanese), without words that carry no meaning of their own. A term has no white space. Mixed text gives both kinds.
     *
     * @param text any text; null is not allowed
     * @return possibly empty, never null
     */
    List<String> terms(String text);
}

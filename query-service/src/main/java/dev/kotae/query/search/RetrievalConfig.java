package dev.kotae.query.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What can be set under {@code kotae.retrieval}; a name that is not here stops the start. */
@ConfigMapping(prefix = "kotae.retrieval")
public interface RetrievalConfig {

    /** The weight of the vector leg, 0 to 1, where the embedder speaks the question's language; the text leg has the rest. */
    @WithDefault("0.5")
    double vectorWeight();

    /** Hits of one leg and collection before fusion. */
    @WithDefault("40")
    int candidates();

    /** Cosine similarity from which a chunk is evidence by itself; absent: what is known of the embedder. */
    OptionalDouble evidenceCosine();

    /** Share of the question's terms from which a chunk is evidence by itself. */
    @WithDefault("0.6")
    double evidenceShare();

    /** How many searches run at a time, absent: two for each core; further ones wait in line, first come first served. */
    OptionalInt atOnce();

    /** How many searches wait at most; further ones are refused as {@code overloaded}. */
    @WithDefault("1000")
    int waiting();

    /** After so long in line a search is refused as {@code overloaded}. */
    @WithDefault("20s")
    Duration maxWait();

    /** After so long a search is given up and said to be unavailable; it begins when the search runs. */
    @WithDefault("900ms")
    Duration timeout();

    /** How many questions' embeddings are kept. */
    @WithDefault("1000")
    int cachedQuestions();
}

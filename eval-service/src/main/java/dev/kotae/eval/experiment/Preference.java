package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which of two answers is better, by somebody who may find neither so. */
enum Preference {
    /** The first. */
    @JsonProperty("first")
    FIRST,
    /** Neither. */
    @JsonProperty("tie")
    TIE,
    /** The second. */
    @JsonProperty("second")
    SECOND
}

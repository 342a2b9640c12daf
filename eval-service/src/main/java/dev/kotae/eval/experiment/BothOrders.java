package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What a judge said of two answers that it was shown twice, in both orders. It prefers one only if it said so both times; where it
 * contradicts itself it is taken to find them equal.
 *
 * @param forward with the first one first
 * @param backward with the second one first; both by the places in which the judge read them
 * @param judge the model that judged, with its revision in parentheses; null where it failed both times
 * @param prompt the template's id and hash, likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BothOrders(Verdict forward, Verdict backward, String judge, String prompt) {

    /** Which of the two it prefers; empty where it did not say, in one order at least. */
    Optional<Preference> preference() {
        if (!forward.isReadable() || !backward.isReadable()) {
            return Optional.empty();
        }
        if (forward == Verdict.FIRST && backward == Verdict.SECOND) {
            return Optional.of(Preference.FIRST);
        }
        if (forward == Verdict.SECOND && backward == Verdict.FIRST) {
            return Optional.of(Preference.SECOND);
        }
        return Optional.of(Preference.TIE);
    }

    /** Whether it preferred the same place both times, whatever stood there. */
    boolean flipped(Verdict place) {
        return forward == place && backward == place;
    }

    /** Whether it preferred one in one order and neither in the other. */
    boolean wavered() {
        return preference().isPresent() && (forward == Verdict.TIE) != (backward == Verdict.TIE);
    }

    boolean has(Verdict verdict) {
        return forward == verdict || backward == verdict;
    }

    /** What a judge says of what it reads. */
    enum Verdict {
        /** What it read first is better. */
        @JsonProperty("first")
        FIRST,
        /** What it read second is. */
        @JsonProperty("second")
        SECOND,
        /** Neither is. */
        @JsonProperty("tie")
        TIE,
        /** It said none of these. */
        @JsonProperty("unreadable")
        UNREADABLE,
        /** It said nothing, however often it was asked. */
        @JsonProperty("failed")
        FAILED;

        boolean isReadable() {
            return this == FIRST || this == SECOND || this == TIE;
        }
    }
}

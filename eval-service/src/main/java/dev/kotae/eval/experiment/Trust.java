package dev.kotae.eval.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a judge's word counts. It must agree with people by a kappa whose whole interval is at least {@value #LEAST_KAPPA}; on so many
 * votes of so many people that the interval means something ({@value #LEAST_PAIRS} votes without one disagreement put the rate of
 * disagreement below 6 %); it must mostly say something readable; and be the same model with the same prompt all the time.
 *
 * @param status whether it counts
 * @param code why not, a fixed word; null where it does
 * @param reason the same in words
 * @param furtherVotes about how many more votes could change it; null where more votes alone will not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trust(Status status, String code, String reason, Long furtherVotes) {

    static final double LEAST_KAPPA = 0.6;
    static final int LEAST_PAIRS = 50;
    static final int LEAST_USERS = 10;
    static final double MOST_SILENT = 0.1;

    /** Whether it counts. */
    enum Status {
        /** Not all votes were judged yet: looking earlier would be looking twice. */
        @JsonProperty("calibrating")
        CALIBRATING,
        /** It counts. */
        @JsonProperty("calibrated")
        CALIBRATED,
        /** It does not. */
        @JsonProperty("refused")
        REFUSED
    }

    boolean isGiven() {
        return status == Status.CALIBRATED;
    }

    /** @param said all that the judge said, of voted pairs and of the experiment's own */
    static Trust of(Calibration calibration, Collection<BothOrders> said) {
        if (calibration.judged() < calibration.drawn()) {
            return new Trust(
                    Status.CALIBRATING,
                    "calibrating",
                    "The judge is compared with people first: " + calibration.judged() + " of " + calibration.drawn()
                            + " votes so far",
                    null);
        }
        if (changed(said)) {
            return refused("judge-changed", "The model or the prompt of the judge changed meanwhile; begin anew", null);
        }
        long asked = calibration.judged() - calibration.gone();
        long silent = calibration.unreadable() + calibration.failed();
        if (silent > MOST_SILENT * asked) {
            return refused(
                    "judge-unreadable",
                    "The judge gave no readable verdict on " + silent + " of " + asked
                            + " pairs; at most one in ten may be so",
                    null);
        }
        if (calibration.pairs() < LEAST_PAIRS) {
            long more = LEAST_PAIRS - calibration.pairs();
            return refused(
                    "too-few-votes",
                    "The judge can be compared with people on " + calibration.pairs() + " votes only"
                            + agreed(calibration) + "; it takes at least " + LEAST_PAIRS + ", that is " + more
                            + " more",
                    more);
        }
        if (calibration.users() < LEAST_USERS) {
            return refused(
                    "too-few-users",
                    "The votes are of " + calibration.users() + " people only" + agreed(calibration)
                            + "; it takes votes of at least " + LEAST_USERS,
                    null);
        }
        if (calibration.kappa() == null) {
            return refused(
                    "kappa-undefined",
                    "People and judge both said the same one thing of all pairs, which shows no agreement beyond chance",
                    null);
        }
        if (calibration.low() < LEAST_KAPPA) {
            return below(calibration);
        }
        return new Trust(Status.CALIBRATED, null, null, null);
    }

    private static Trust below(Calibration calibration) {
        double kappa = calibration.kappa();
        if (kappa <= LEAST_KAPPA) {
            return refused(
                    "kappa-below",
                    "The judge does not agree with people well enough" + agreed(calibration) + "; it takes "
                            + LEAST_KAPPA + " at the interval's lower end, and more votes will hardly bring that:"
                            + " take another model",
                    null);
        }
        double shrink = (kappa - calibration.low()) / (kappa - LEAST_KAPPA);
        long more = (long) Math.ceil(calibration.pairs() * (shrink * shrink - 1));
        return refused(
                "kappa-unsure",
                "Whether the judge agrees with people well enough is not sure" + agreed(calibration) + "; it takes "
                        + LEAST_KAPPA + " at the interval's lower end, about " + more
                        + " more votes if they go on like this",
                more);
    }

    private static String agreed(Calibration calibration) {
        return calibration.kappa() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (kappa %.2f, interval %.2f to %.2f, %d votes)",
                        calibration.kappa(),
                        calibration.low(),
                        calibration.high(),
                        calibration.pairs());
    }

    private static boolean changed(Collection<BothOrders> said) {
        Set<String> judges = new HashSet<>();
        Map<String, Set<String>> prompts = new HashMap<>();
        said.stream().filter(one -> one.judge() != null).forEach(one -> {
            judges.add(one.judge());
            String[] named = one.prompt().split(" ", 2);
            prompts.computeIfAbsent(named[0], some -> new HashSet<>()).add(named[1]);
        });
        return judges.size() > 1 || prompts.values().stream().anyMatch(hashes -> hashes.size() > 1);
    }

    private static Trust refused(String code, String reason, Long furtherVotes) {
        return new Trust(Status.REFUSED, code, Objects.requireNonNull(reason), furtherVotes);
    }
}

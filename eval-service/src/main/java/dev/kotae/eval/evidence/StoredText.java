package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.Vote;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.eval.evidence.EvidenceEvent.RatingGiven;
import dev.kotae.eval.evidence.EvidenceEvent.VoteGiven;
import java.time.Instant;
import java.util.StringJoiner;

/**
 * What Redis keeps of an answer, a rating, a vote: short lines of fields between bars, the user last, who may have bars in the name.
 * Texts stay on Kafka; their offsets stand here.
 *
 * <pre>
 * answer  slice|counters|offset|paired (1 or 0)|user
 * rating  stars|offset|millis|user
 * vote    preferred (1, 2, or 0)|number of the answer shown first|offset|millis|user
 * </pre>
 */
final class StoredText {

    private static final String BAR = "\\|";

    private StoredText() {}

    /** The names of counters that the answer counts in, with the amount where it is not 1. */
    static String counters(AnswerGiven answer) {
        StringJoiner counters = new StringJoiner(" ");
        counters.add(answer.outcome().json());
        add(counters, Tally.PROMPT, answer.promptTokens());
        add(counters, Tally.COMPLETION, answer.completionTokens());
        if (answer.cost() != null && answer.cost().nanos() > 0) {
            counters.add(Tally.COST + ":" + answer.cost().currency() + "="
                    + answer.cost().nanos());
        }
        for (LatencyPart part : LatencyPart.values()) {
            if (answer.buckets().containsKey(part)) {
                counters.add(part.code() + ":" + answer.buckets().get(part));
            }
        }
        return counters.toString();
    }

    /** The part of an answer's line that follows the counters. */
    static String rest(AnswerGiven answer) {
        return answer.offset() + "|" + (answer.paired() ? 1 : 0) + "|" + answer.user();
    }

    static String of(RatingGiven given) {
        return given.rating().stars() + "|" + given.offset() + "|"
                + given.rating().at().toEpochMilli() + "|" + given.rating().user();
    }

    static String of(VoteGiven given) {
        Vote vote = given.vote();
        return (vote.preferred() == null ? 0 : number(vote.preferred())) + "|"
                + number(vote.answers().get(0)) + "|" + given.offset() + "|"
                + vote.at().toEpochMilli() + "|" + vote.user();
    }

    static Answer answer(String line) {
        String[] fields = line.split(BAR, 5);
        return new Answer(fields[0], Long.parseLong(fields[2]), fields[3].equals("1"), fields[4]);
    }

    /** How an answer ended, as JSON has it: the first of its counters. */
    static String outcome(String answer) {
        String counters = answer.split(BAR, 3)[1];
        int blank = counters.indexOf(' ');
        return blank < 0 ? counters : counters.substring(0, blank);
    }

    static Rating rating(String line) {
        String[] fields = line.split(BAR, 4);
        return new Rating(
                Integer.parseInt(fields[0]),
                Long.parseLong(fields[1]),
                Instant.ofEpochMilli(Long.parseLong(fields[2])),
                fields[3]);
    }

    static Ballot vote(String line) {
        String[] fields = line.split(BAR, 5);
        return new Ballot(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Instant.ofEpochMilli(Long.parseLong(fields[3])),
                fields[4]);
    }

    private static void add(StringJoiner counters, String name, Integer amount) {
        if (amount != null && amount > 0) {
            counters.add(name + "=" + amount);
        }
    }

    private static int number(String answerId) {
        return AnswerId.parse(answerId).orElseThrow().number();
    }

    /**
     * An answer.
     *
     * @param slice the slice's id
     * @param offset of its record
     * @param paired whether it was shown beside another
     * @param user whom it was given to
     */
    record Answer(String slice, long offset, boolean paired, String user) {}

    /**
     * A rating.
     *
     * @param stars 1 to 5
     * @param offset of its record
     * @param at when it was given
     * @param user whose
     */
    record Rating(int stars, long offset, Instant at, String user) {}

    /**
     * A vote.
     *
     * @param preferred the number of the better answer, 0 for a tie
     * @param shownFirst the number of the answer that was shown first
     * @param offset of its record
     * @param at when it was given
     * @param user whose
     */
    record Ballot(int preferred, int shownFirst, long offset, Instant at, String user) {}
}

package dev.kotae.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * One user's preference between two answers to one question that were shown side by side; the latest wins, a null value on Kafka
 * withdraws it. Lies on {@link Topics#RATINGS} beside the ratings.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param answers the two answers in the order in which they were shown, see {@link AnswerId}
 * @param preferred the better one of the two, or null for a tie
 * @param user who votes: the user the answers were given to
 * @param comment free text, or null
 * @param origin where it was collected ({@code import:<name>}), or null where by this suite's own front ends
 * @param at when it was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Vote(
        int schema, List<String> answers, String preferred, String user, String comment, String origin, Instant at) {

    /** The schema that this record writes. */
    public static final int SCHEMA = 1;

    /** What a vote's key begins with, which no answer id does. */
    public static final String KEY_PREFIX = "pair:";

    public Vote {
        answers = answers == null ? null : List.copyOf(answers);
    }

    /**
     * The record's key on Kafka, {@code pair:<question id>/<user>}: a question has one pair.
     *
     * @param questionId the question that both answers belong to
     */
    @JsonIgnore
    public String key(String questionId) {
        return key(questionId, user);
    }

    /** The key of a user's vote on a question's pair. */
    public static String key(String questionId, String user) {
        return KEY_PREFIX + questionId + "/" + user;
    }
}

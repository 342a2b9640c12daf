package dev.kotae.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * One user's stars for one answer; the latest wins, a null value on Kafka withdraws it.
 *
 * @param schema the schema's number, {@value #SCHEMA}
 * @param answerId the answer, see {@link AnswerId}
 * @param user who rates: the user the answer was given to
 * @param stars 1 (bad) to 5 (good)
 * @param comment free text, or null
 * @param reasons codes of reasons, or null
 * @param origin where it was collected ({@code import:<name>}), or null where by this suite's own front ends
 * @param at when it was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rating(
        int schema,
        String answerId,
        String user,
        int stars,
        String comment,
        List<String> reasons,
        String origin,
        Instant at) {

    /** The schema that this record writes. */
    public static final int SCHEMA = 1;

    public Rating {
        reasons = reasons == null ? null : List.copyOf(reasons);
    }

    /** The record's key on Kafka: {@code <answer id>/<user>}; an answer id holds no slash. */
    @JsonIgnore
    public String key() {
        return key(answerId, user);
    }

    /** The key of a user's rating of an answer. */
    public static String key(String answerId, String user) {
        return answerId + "/" + user;
    }
}

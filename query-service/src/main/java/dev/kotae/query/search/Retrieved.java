package dev.kotae.query.search;

import dev.kotae.common.index.Generation;
import java.util.List;

/**
 * What was found for a question.
 *
 * @param question the question
 * @param generations the generations that were read, in the order of the collections
 * @param hits best first
 * @param evidence those of the hits that say something about the question, best first
 * @param vectorWeight the vector leg's weight that was taken
 * @param queueMillis how long the search waited for its turn
 * @param embedMillis how long embedding the question took
 * @param searchMillis how long searching took
 */
public record Retrieved(
        Question question,
        List<Generation> generations,
        List<RankedHit> hits,
        List<RankedHit> evidence,
        double vectorWeight,
        double queueMillis,
        double embedMillis,
        double searchMillis) {}

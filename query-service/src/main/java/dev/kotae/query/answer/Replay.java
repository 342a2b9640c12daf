package dev.kotae.query.answer;

import dev.kotae.query.search.RankedHit;
import java.util.List;

/**
 * A question that was asked before, to be answered once more for an experiment.
 *
 * @param questionId the id of the question that both answers belong to; the same for the same experiment and question, so that an answer
 *     that is written again takes the earlier one's place
 * @param number 1 for the experiment's baseline, 2 for its candidate
 * @param origin says which experiment, {@code experiment:<id>}
 * @param ask what is asked, without history
 * @param frozen the chunks to answer from, best first; null to search for them anew
 * @param template the text of a prompt template to try, or null
 */
public record Replay(String questionId, int number, String origin, Ask ask, List<RankedHit> frozen, String template) {

    public Replay {
        frozen = frozen == null ? null : List.copyOf(frozen);
    }
}

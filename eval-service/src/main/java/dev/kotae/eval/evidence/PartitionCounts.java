package dev.kotae.eval.evidence;

import dev.kotae.eval.evidence.Judged.Ballot;
import dev.kotae.eval.evidence.Judged.Given;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of one partition as this process knows them, brought up to date by what changed. Changes are applied by one thread at a
 * time; what {@link #slices} and {@link #judged} give never changes.
 */
final class PartitionCounts {

    private final int partition;
    private final String name;
    private final Map<String, Counted> sliceById = new HashMap<>();
    private final Map<String, Judged> judgedById = new HashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private long sequence;
    private String answersPosition = "";
    private String ratingsPosition = "";
    private List<Counted> slices = List.of();
    private List<Judged> judged = List.of();

    PartitionCounts(int partition, String name) {
        this.partition = partition;
        this.name = name;
    }

    /** The name of the counts in Redis. */
    String name() {
        return name;
    }

    /** Up to which change they are known. */
    long sequence() {
        return sequence;
    }

    /** Per slice what was counted. */
    List<Counted> slices() {
        return slices;
    }

    /** The questions that were judged. */
    List<Judged> judged() {
        return judged;
    }

    /** The next offset of answers that is not counted here; 0 before anything was. */
    long answersOffset() {
        return offset(answersPosition);
    }

    /** The next offset of ratings and votes that is not counted here. */
    long ratingsOffset() {
        return offset(ratingsPosition);
    }

    /** Whether all that the other has seen was seen here, or the topics are no longer those. */
    boolean hasReached(PartitionCounts other) {
        boolean sameTopics = topicId(answersPosition).equals(topicId(other.answersPosition))
                && topicId(ratingsPosition).equals(topicId(other.ratingsPosition));
        return !answersPosition.isEmpty()
                && !ratingsPosition.isEmpty()
                && (!sameTopics
                        || answersOffset() >= other.answersOffset() && ratingsOffset() >= other.ratingsOffset());
    }

    /**
     * Applies what changed.
     *
     * @param changes all since {@link #sequence}
     * @return whether anything is different now, the positions included
     */
    boolean apply(Changes changes) {
        boolean moved = !answersPosition.equals(changes.answersPosition())
                || !ratingsPosition.equals(changes.ratingsPosition());
        changes.goneSlices().forEach(sliceById::remove);
        changes.goneQuestions().forEach(judgedById::remove);
        sliceById.putAll(changes.slices());
        changes.questions().forEach((id, lines) -> {
            Judged now = judged(id, lines);
            if (now == null) {
                judgedById.remove(id);
            } else {
                judgedById.put(id, now);
            }
        });
        if (!changes.slices().isEmpty() || !changes.goneSlices().isEmpty()) {
            slices = List.copyOf(sliceById.values());
        }
        if (!changes.questions().isEmpty() || !changes.goneQuestions().isEmpty()) {
            judged = List.copyOf(judgedById.values());
        }
        sequence = changes.upto();
        answersPosition = changes.answersPosition();
        ratingsPosition = changes.ratingsPosition();
        return moved;
    }

    /** Null where no answer of it is counted. */
    private Judged judged(String question, Changes.Lines lines) {
        StoredText.Answer one = lines.answer1().isEmpty() ? null : StoredText.answer(lines.answer1());
        StoredText.Answer two = lines.answer2().isEmpty() ? null : StoredText.answer(lines.answer2());
        Given first = given(one, lines.rating1());
        Given second = given(two, lines.rating2());
        if (first == null && second == null) {
            return null;
        }
        boolean together = first != null && second != null && one.paired() && two.paired();
        Ballot ballot = together && !lines.vote().isEmpty() ? ballot(StoredText.vote(lines.vote())) : null;
        if (ballot == null && !(first != null && first.rated()) && !(second != null && second.rated())) {
            return null;
        }
        String user = one == null ? two.user() : one.user();
        return new Judged(partition, question, users.computeIfAbsent(user, same -> same), first, second, ballot);
    }

    private Given given(StoredText.Answer answer, String rating) {
        Counted counted = answer == null ? null : sliceById.get(answer.slice());
        if (counted == null) {
            return null;
        }
        if (rating.isEmpty()) {
            return new Given(counted.slice(), answer.offset(), 0, null, -1);
        }
        StoredText.Rating stored = StoredText.rating(rating);
        return new Given(counted.slice(), answer.offset(), stored.stars(), stored.at(), stored.offset());
    }

    private static Ballot ballot(StoredText.Ballot vote) {
        return new Ballot(vote.preferred(), vote.shownFirst() == 2, vote.at(), vote.offset());
    }

    private static String topicId(String position) {
        int colon = position.lastIndexOf(':');
        return colon < 0 ? "" : position.substring(0, colon);
    }

    private static long offset(String position) {
        int colon = position.lastIndexOf(':');
        return colon < 0 ? 0 : Long.parseLong(position.substring(colon + 1));
    }
}

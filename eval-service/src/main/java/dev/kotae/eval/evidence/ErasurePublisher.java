package dev.kotae.eval.evidence;

import dev.kotae.common.event.AnswerId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/**
 * Takes back what is kept, by null values on both topics: so every aggregate is corrected as soon as they are read, on every instance
 * and after every rebuild, and compaction removes the texts from Kafka.
 */
@ApplicationScoped
public class ErasurePublisher {

    private static final int AT_ONCE = 64;

    private final RedisScan scan;
    private final EvidencePublisher publisher;
    private final AnswerSecret secret;

    ErasurePublisher(RedisScan scan, EvidencePublisher publisher, AnswerSecret secret) {
        this.scan = scan;
        this.publisher = publisher;
        this.secret = secret;
    }

    /**
     * Erases all that is counted of a user: answers with their questions, ratings, votes, comments.
     *
     * @return how much, once Kafka has it; what is counted later is erased by another call
     */
    public Uni<Erased> eraseUser(String user) {
        return scan.partitions()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(partition ->
                        scan.find(partition, stored -> stored.user().equals(user), Integer.MAX_VALUE))
                .onItem()
                .transformToUniAndConcatenate(this::erase)
                .collect()
                .in(() -> new long[3], (sum, erased) -> {
                    sum[0] += erased.answers();
                    sum[1] += erased.ratings();
                    sum[2] += erased.votes();
                })
                .map(sum -> new Erased(sum[0], sum[1], sum[2]));
    }

    /** Erases these; done once Kafka has it. */
    Uni<Erased> erase(Collection<Stored> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUni(this::erase)
                .merge(AT_ONCE)
                .collect()
                .asList()
                .replaceWith(() -> new Erased(
                        all.stream().filter(Stored.Answer.class::isInstance).count(),
                        all.stream().filter(Stored.Rating.class::isInstance).count(),
                        all.stream().filter(Stored.Vote.class::isInstance).count()));
    }

    private Uni<Void> erase(Stored stored) {
        if (stored instanceof Stored.Answer answer) {
            return publisher.erase(id(answer.questionId(), answer.number(), answer.user()));
        } else if (stored instanceof Stored.Rating rating) {
            return publisher.withdrawRating(id(rating.questionId(), rating.number(), rating.user()), rating.user());
        } else if (stored instanceof Stored.Vote vote) {
            return publisher.withdrawVote(vote.questionId(), vote.user());
        }
        throw new IllegalArgumentException("Unknown " + stored.getClass());
    }

    private AnswerId id(String question, int number, String user) {
        return AnswerId.sign(question, number, user, secret.key());
    }

    /**
     * How much was erased.
     *
     * @param answers answers, with their questions
     * @param ratings ratings, with their comments
     * @param votes votes, with theirs
     */
    public record Erased(long answers, long ratings, long votes) {}
}

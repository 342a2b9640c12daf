package dev.kotae.query.limit;

import dev.kotae.common.event.AnswerCompleted;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What askers spent today. An answer is counted when it ends, so whoever has some tokens left may still ask: the budget is overrun by at
 * most one answer for each question that is open at a time. What could not be written is owed and written with the next answer.
 */
@ApplicationScoped
public class SpentTokens {

    private static final Logger LOG = Logger.getLogger(SpentTokens.class);

    /** The built-in model costs nothing. */
    private static final String OWN_PROVIDER = "kotae";

    private static final int CHARACTERS_PER_TOKEN = 3;

    /** What a model writes until its reader leaves, where nobody told: 50 tokens a second. */
    private static final double TOKENS_PER_MILLI = 0.05;

    private final TokenBudget budget;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Long> owed = new ConcurrentHashMap<>();

    SpentTokens(TokenBudget budget) {
        this.budget = budget;
    }

    /** What a user spent since midnight UTC; fails where that cannot be known. */
    Uni<Long> today(String user) {
        return budget.spent(user, day()).map(spent -> spent + owed.getOrDefault(user, 0L));
    }

    Duration untilMidnight() {
        return Duration.between(
                clock.instant(), day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Counts an answer that has ended, however it did; returns at once. */
    public void count(AnswerCompleted answer) {
        long tokens = tokens(answer);
        if (tokens == 0) {
            return;
        }
        Long before = owed.remove(answer.user());
        long all = tokens + (before == null ? 0 : before);
        budget.add(answer.user(), day(), all).subscribe().with(done -> {}, failure -> {
            LOG.warnf("%d spent tokens are not written yet: %s", all, failure);
            owed.merge(answer.user(), all, Long::sum);
        });
    }

    /** As the provider counted; where it told nothing, estimated from the texts. */
    static long tokens(AnswerCompleted answer) {
        if (answer.model() == null || OWN_PROVIDER.equals(answer.model().provider())) {
            return 0;
        }
        Integer prompt = answer.tokens().prompt();
        Integer completion = answer.tokens().completion();
        boolean written = answer.timings().firstTokenMillis() != null;
        return (prompt != null ? prompt : written ? read(answer) : 0)
                + (completion != null ? completion : written ? written(answer) : 0);
    }

    private static long read(AnswerCompleted answer) {
        long characters = answer.question().length();
        for (AnswerCompleted.Source source : answer.sources()) {
            characters += source.text().length();
        }
        return characters / CHARACTERS_PER_TOKEN;
    }

    private static long written(AnswerCompleted answer) {
        AnswerCompleted.Timings timings = answer.timings();
        return answer.text() != null
                ? answer.text().length() / CHARACTERS_PER_TOKEN
                : Math.round((timings.totalMillis() - timings.firstTokenMillis()) * TOKENS_PER_MILLI);
    }

    private LocalDate day() {
        return LocalDate.now(clock);
    }
}

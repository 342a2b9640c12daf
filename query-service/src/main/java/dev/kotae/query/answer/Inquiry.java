package dev.kotae.query.answer;

import dev.kotae.common.access.Asker;
import dev.kotae.query.citation.Source;
import dev.kotae.query.search.Question;
import dev.kotae.query.search.Retrieved;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A question under way. It is searched for once, whoever of its answers' readers comes first; all its answers are written from the
 * same sources. Safe for use by several threads.
 */
public final class Inquiry {

    private final String questionId;
    private final Ask ask;
    private final Asker asker;
    private final String language;
    private final String traceId;
    private final String origin;
    private final Instant at = Instant.now();
    private final long started = System.nanoTime();
    private final Uni<Found> found;
    private final AtomicInteger readers = new AtomicInteger();

    /** Leaves the search, and with it its place in the line. */
    private volatile Runnable leave = () -> {};

    /** @param origin where it comes from, where no user asks it, else null */
    Inquiry(String questionId, Ask ask, Asker asker, String language, String traceId, String origin, Uni<Found> found) {
        this.questionId = questionId;
        this.ask = ask;
        this.asker = asker;
        this.language = language;
        this.traceId = traceId;
        this.origin = origin;
        // A search ends on a connection of its own, which knows neither the question's trace nor, for the log, its id
        Uni<Found> once = Uni.createFrom()
                .<Found>emitter(told -> search(found, told))
                .emitOn(OwnLoop.here())
                .memoize()
                .indefinitely();
        this.found = Uni.createFrom().deferred(() -> {
            readers.incrementAndGet();
            return once.onCancellation().invoke(() -> {
                if (readers.decrementAndGet() == 0) {
                    leave.run();
                }
            });
        });
    }

    private void search(Uni<Found> found, UniEmitter<? super Found> told) {
        Cancellable search = found.subscribe().with(it -> told.complete(it.after(millis())), told::fail);
        leave = () -> {
            search.cancel();
            told.fail(new CancellationException("Nobody waited for this search"));
        };
    }

    /** The question's id, which the ids of its answers begin with. */
    public String questionId() {
        return questionId;
    }

    /** What was asked. */
    public Ask ask() {
        return ask;
    }

    Asker asker() {
        return asker;
    }

    /** The language of the question as asked: {@code en}, {@code ja} or {@code und}. */
    public String language() {
        return language;
    }

    /** The trace that the question came in, 32 hexadecimal digits, or null where there is none. */
    public String traceId() {
        return traceId;
    }

    String origin() {
        return origin;
    }

    Instant at() {
        return at;
    }

    /** Milliseconds since the question came, to a hundredth. */
    double millis() {
        return Math.round((System.nanoTime() - started) / 1e4) / 1e2;
    }

    /**
     * What was found; the search begins with the first subscription and happens once. It is left once all who subscribed have cancelled,
     * and then fails for whoever comes later.
     */
    Uni<Found> found() {
        return found;
    }

    /**
     * What a question's answers are written from.
     *
     * @param searched the question that was searched for
     * @param condensed the text of that question where it was made of a conversation, else null
     * @param condenseMillis how long that took, or null where there was no conversation
     * @param retrieved what the search brought
     * @param sources the chunks that the models are given
     * @param millis from the question's arrival until this was known
     */
    record Found(
            Question searched,
            String condensed,
            Double condenseMillis,
            Retrieved retrieved,
            List<Source> sources,
            double millis) {

        Found(Question searched, String condensed, Double condenseMillis, Retrieved retrieved, List<Source> sources) {
            this(searched, condensed, condenseMillis, retrieved, sources, 0);
        }

        private Found after(double millisSinceArrival) {
            return new Found(searched, condensed, condenseMillis, retrieved, sources, millisSinceArrival);
        }
    }
}

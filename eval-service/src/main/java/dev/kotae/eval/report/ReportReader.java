package dev.kotae.eval.report;

import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.RedisCounts;
import dev.kotae.eval.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reports as of now. What was computed is kept until something is counted anew, for the filters that were asked for last, so a hundred
 * who look at the same report cost as much as one.
 */
@ApplicationScoped
class ReportReader {

    private static final Logger LOG = Logger.getLogger(ReportReader.class);
    private static final int KEPT = 64;

    private final RedisCounts counts;
    private final EvalConfig config;
    private final ReportRules rules;
    private final Map<Object, Kept> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Kept> eldest) {
            return size() > KEPT;
        }
    };

    ReportReader(RedisCounts counts, EvalConfig config) {
        this.counts = counts;
        this.config = config;
        this.rules = ReportRules.of(config);
    }

    /** The report on models. Fails with a problem (503) if the counts cannot be read. */
    Uni<ModelsReport> models(ReportFilter filter) {
        return compute(filter, now -> ModelsReport.of(now, filter, rules));
    }

    /**
     * Computes something from the counts, or takes what was computed from the same ones.
     *
     * @param what names it: equal for what is computed alike
     */
    <T> Uni<T> compute(Object what, Function<Counts, T> computation) {
        return counts().chain(now -> Uni.createFrom().completionStage(() -> kept(what, now, computation)));
    }

    /** The counts as of now, on a thread that may compute. */
    Uni<Counts> counts() {
        return counts.now()
                .ifNoItem()
                .after(config.readTimeout())
                .fail()
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("A report could not be made: %s", failure);
                    return Problems.unavailable("Reports cannot be made at the moment; try again in a few seconds");
                })
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    ReportRules rules() {
        return rules;
    }

    /** What is being computed is waited for, not computed once more. */
    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> kept(Object what, Counts now, Function<Counts, T> computation) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        synchronized (kept) {
            Kept before = kept.get(what);
            if (before != null && before.version == now.version()) {
                return (CompletableFuture<T>) before.value.copy();
            }
            kept.put(what, new Kept(now.version(), mine));
        }
        try {
            mine.complete(computation.apply(now));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            synchronized (kept) {
                kept.remove(what, new Kept(now.version(), mine));
            }
        }
        return mine.copy();
    }

    private record Kept(long version, CompletableFuture<?> value) {}
}

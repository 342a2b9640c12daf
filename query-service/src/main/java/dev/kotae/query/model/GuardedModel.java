package dev.kotae.query.model;

import dev.kotae.query.limit.Places;
import dev.kotae.query.limit.Places.FullException;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompt;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A provider's model with what keeps its troubles to itself: places, so that it cannot take all connections, a wait for one that is no
 * longer than that for a first token (which begins with the call: a model is not to be blamed for its line), and a circuit breaker. Each
 * call is measured.
 */
final class GuardedModel implements Model {

    private static final Logger LOG = Logger.getLogger(GuardedModel.class);
    private static final Duration LATER = Duration.ofSeconds(2);

    private final ModelSpec spec;
    private final Provider provider;
    private final OpenAiModel model;
    private final Places places;
    private final CircuitBreaker breaker;
    private final Duration pause;
    private final ModelMetrics metrics;

    GuardedModel(ModelSpec spec, Provider provider, CatalogueConfig config, ModelMetrics metrics) {
        this.spec = spec;
        this.provider = provider;
        this.model = new OpenAiModel(spec, provider, () -> metrics.retried(spec.card()));
        this.places = new Places(spec.maxConcurrent(), spec.maxWaiting());
        this.breaker = Breakers.of(spec.card().id(), config);
        this.pause = config.breakerPause();
        this.metrics = metrics;
    }

    /** Whether this is still the model that the settings want. */
    boolean is(ModelSpec wanted, Provider by) {
        return spec.equals(wanted) && provider.sameAs(by);
    }

    /** Who answers in its place. */
    List<String> fallback() {
        return spec.fallback();
    }

    /** Whether it is left alone at the moment because its last calls failed. */
    boolean isLeftAlone() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    @Override
    public String id() {
        return spec.card().id();
    }

    @Override
    public String provider() {
        return provider.name();
    }

    @Override
    public String revision() {
        return spec.card().revision();
    }

    @Override
    public Integer contextLength() {
        return spec.card().contextLength();
    }

    @Override
    public boolean quotes() {
        return spec.card().quotesBy() != null;
    }

    @Override
    public Multi<ModelEvent> answer(Prompt prompt) {
        return Multi.createFrom()
                .deferred(() -> {
                    CompletionRequest request = CompletionRequest.of(spec.card(), prompt);
                    Places.Ticket ticket = places.ticket();
                    long asked = System.nanoTime();
                    return ticket.claim()
                            .ifNoItem()
                            .after(spec.firstToken())
                            .failWith(FullException::new)
                            .onItem()
                            .transformToMulti(place -> call(request, millisSince(asked)))
                            .onTermination()
                            .invoke(ticket::giveBack);
                })
                .onFailure(FullException.class)
                .transform(full -> Problems.modelBusy(
                        "The model " + id() + " has too much to do; try again later or choose another one", LATER));
    }

    private Multi<ModelEvent> call(CompletionRequest request, double queueMillis) {
        if (!breaker.tryAcquirePermission()) {
            return Multi.createFrom()
                    .failure(Problems.modelUnavailable(
                            "The model " + id() + " failed too often lately; choose another one or try again later",
                            pause));
        }
        ModelCall call = metrics.begin(spec.card(), provider.host());
        long started = breaker.getCurrentTimestamp();
        return model.answer(request, new ModelEvent.Started(this, request.parameters(), queueMillis), call.trace())
                .onItem()
                .invoke(call::said)
                .onCompletion()
                .invoke(() -> breaker.onSuccess(took(started), breaker.getTimestampUnit()))
                .onFailure()
                .invoke(failure -> {
                    call.failed(failure);
                    if (ModelProblem.isOfTheModel(failure)) {
                        breaker.onError(took(started), breaker.getTimestampUnit(), failure);
                    } else {
                        breaker.releasePermission();
                    }
                })
                .onCancellation()
                .invoke(() -> {
                    call.cancelled();
                    breaker.releasePermission();
                })
                .onFailure()
                .transform(this::problem);
    }

    private long took(long started) {
        return breaker.getCurrentTimestamp() - started;
    }

    /** What went wrong is logged by its kind: a provider's own words may hold somebody's text. */
    private Throwable problem(Throwable failure) {
        LOG.warnf(
                "Model %s of provider %s failed: %s",
                id(),
                provider.name(),
                failure instanceof RefusedException || failure instanceof TimeoutException
                        ? failure.getMessage()
                        : failure.toString());
        return ModelProblem.of(id(), failure);
    }

    private static double millisSince(long asked) {
        return Math.round((System.nanoTime() - asked) / (double) TimeUnit.MILLISECONDS.toNanos(1) * 1e2) / 1e2;
    }
}

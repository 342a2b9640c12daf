package dev.kotae.query.model;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A model behind OpenAI's API, asked by streaming; asked again where its server was busy or away and nothing was said yet. Its failures
 * are its own exceptions: see {@link ModelProblem}.
 */
final class OpenAiModel {

    private final ModelSpec spec;
    private final Provider provider;
    private final Retries retries;
    private final Runnable onRetry;

    /** @param onRetry told of each call that is made again */
    OpenAiModel(ModelSpec spec, Provider provider, Runnable onRetry) {
        this.spec = spec;
        this.provider = provider;
        this.retries =
                new Retries(spec.attempts(), () -> ThreadLocalRandom.current().nextDouble());
        this.onRetry = onRetry;
    }

    /**
     * Calls the model.
     *
     * @param request what it is asked
     * @param started what is said before the first token
     * @param trace what the call is traced under
     */
    Multi<ModelEvent> answer(CompletionRequest request, ModelEvent.Started started, Context trace) {
        return Multi.createFrom().deferred(() -> {
            Call call = new Call(request, started, trace);
            Multi<ModelEvent> said = spec.patience()
                    .watch(call.attempts(), CompletionReading.Piece::alive)
                    .onItem()
                    .transformToIterable(call::events);
            Multi<ModelEvent> end = Multi.createFrom().deferred(() -> Multi.createFrom()
                    .item(call.reading.end(spec.card().price())));
            return Multi.createBy().concatenating().streams(said, end);
        });
    }

    /** One answer's call, with what is made again of it. Its signals come one after the other. */
    private final class Call {

        private final CompletionRequest request;
        private final ModelEvent.Started started;
        private final Context trace;
        private final long until = System.nanoTime() + spec.firstToken().toNanos();
        private CompletionReading reading = new CompletionReading(spec.maxCharacters());
        private int made;
        private boolean alive;
        private boolean speaks;

        Call(CompletionRequest request, ModelEvent.Started started, Context trace) {
            this.request = request;
            this.started = started;
            this.trace = trace;
        }

        Multi<CompletionReading.Piece> attempts() {
            return Multi.createFrom()
                    .deferred(this::attempt)
                    .onFailure(broken -> reading.isDone())
                    .recoverWithCompletion()
                    .onFailure()
                    .retry()
                    .when(failures -> failures.onItem().transformToUniAndConcatenate(this::again));
        }

        private Multi<CompletionReading.Piece> attempt() {
            made++;
            reading = new CompletionReading(spec.maxCharacters());
            return provider.complete(request.body(), trace).map(data -> {
                CompletionReading.Piece piece = reading.read(data);
                alive |= piece.alive();
                return piece;
            });
        }

        /** Emits when it is time for the next call; fails where there is none. */
        private Uni<Long> again(Throwable failure) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (alive) {
                return Uni.createFrom().failure(failure);
            }
            return retries.pause(failure, made, left)
                    .map(pause -> {
                        onRetry.run();
                        return Uni.createFrom().item(0L).onItem().delayIt().by(pause);
                    })
                    .orElseGet(() -> Uni.createFrom().failure(failure));
        }

        private List<ModelEvent> events(CompletionReading.Piece piece) {
            if (piece.text().isEmpty()) {
                return List.of();
            }
            List<ModelEvent> events = new ArrayList<>();
            if (!speaks) {
                speaks = true;
                events.add(started);
            }
            events.add(new ModelEvent.Token(piece.text()));
            return events;
        }
    }
}

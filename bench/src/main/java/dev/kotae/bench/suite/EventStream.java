package dev.kotae.bench.suite;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;

/**
 * Takes server-sent events apart as their lines arrive. An event without a name is called {@code message}, as browsers do. Each event is told
 * with the moment its data arrived.
 */
public final class EventStream implements Flow.Subscriber<String> {

    private final BiConsumer<Event, Long> each;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private String name = "message";

    /** Tells every event, with its {@link System#nanoTime}. */
    public EventStream(BiConsumer<Event, Long> each) {
        this.each = each;
    }

    /** Completes when the stream has ended, fails when it broke. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.isEmpty()) {
            name = "message";
        } else if (line.startsWith("event:")) {
            name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
            each.accept(new Event(name, line.substring(5).strip()), System.nanoTime());
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        ended.complete(null);
    }

    /**
     * An event.
     *
     * @param name its name
     * @param data one line of its data
     */
    public record Event(String name, String data) {}
}

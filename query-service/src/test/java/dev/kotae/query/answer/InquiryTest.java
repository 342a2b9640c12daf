package dev.kotae.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InquiryTest {

    private final AtomicInteger searches = new AtomicInteger();
    private final AtomicInteger leftSearches = new AtomicInteger();
    private final AtomicReference<UniEmitter<? super Inquiry.Found>> search = new AtomicReference<>();
    private final Inquiry inquiry = new Inquiry(
            "question",
            null,
            null,
            "en",
            null,
            null,
            Uni.createFrom()
                    .<Inquiry.Found>emitter(emitter -> {
                        searches.incrementAndGet();
                        search.set(emitter);
                    })
                    .onCancellation()
                    .invoke(leftSearches::incrementAndGet));

    @Test
    void itIsSearchedForOnceForAllReaders() {
        UniAssertSubscriber<Inquiry.Found> one = read();
        UniAssertSubscriber<Inquiry.Found> other = read();
        search.get().complete(new Inquiry.Found(null, null, null, null, null));
        one.assertCompleted();
        other.assertCompleted();
        read().assertCompleted();
        assertThat(searches).hasValue(1);
    }

    @Test
    void theSearchIsLeftOnceAllReadersHaveLeft() {
        UniAssertSubscriber<Inquiry.Found> one = read();
        UniAssertSubscriber<Inquiry.Found> other = read();
        one.cancel();
        assertThat(leftSearches).hasValue(0);
        other.cancel();
        assertThat(leftSearches).hasValue(1);
    }

    @Test
    void whoeverLeavesTheOtherReadsOn() {
        UniAssertSubscriber<Inquiry.Found> one = read();
        UniAssertSubscriber<Inquiry.Found> other = read();
        one.cancel();
        search.get().complete(new Inquiry.Found(null, null, null, null, null));
        other.assertCompleted();
        assertThat(leftSearches).hasValue(0);
    }

    private UniAssertSubscriber<Inquiry.Found> read() {
        return inquiry.found().subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}

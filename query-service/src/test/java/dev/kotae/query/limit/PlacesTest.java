package dev.kotae.query.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(1, 2);

    @Test
    void whoCameFirstIsServedFirstAndTooManyAreRefused() {
        Places.Ticket first = places.ticket();
        Places.Ticket second = places.ticket();
        Places.Ticket third = places.ticket();
        claim(first).assertCompleted();
        UniAssertSubscriber<Places.Ticket> waitsSecond = claim(second).assertNotTerminated();
        UniAssertSubscriber<Places.Ticket> waitsThird = claim(third).assertNotTerminated();
        claim(places.ticket()).assertFailedWith(Places.FullException.class);

        first.giveBack();

        waitsSecond.assertCompleted();
        waitsThird.assertNotTerminated();
        second.giveBack();
        waitsThird.assertCompleted();
        third.giveBack();
        third.giveBack();
        assertThat(places.taken()).isZero();
    }

    @Test
    void whoLeavesTheLineIsNotServed() {
        Places.Ticket first = places.ticket();
        Places.Ticket leaving = places.ticket();
        Places.Ticket last = places.ticket();
        claim(first);
        claim(leaving);
        UniAssertSubscriber<Places.Ticket> waits = claim(last);

        leaving.giveBack();
        first.giveBack();

        waits.assertCompleted();
        assertThat(places.taken()).isOne();
        assertThat(places.waiting()).isZero();
    }

    @Test
    void noPlaceIsLostHoweverCallersLeave() throws InterruptedException {
        Places many = new Places(3, 1000);
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            Random random = new Random(worker);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    Places.Ticket ticket = many.ticket();
                    AssertSubscriber<Object> caller = ticket.claim()
                            .onItem()
                            .transformToMulti(place -> {
                                most.accumulateAndGet(many.taken(), Math::max);
                                return Multi.createFrom().nothing();
                            })
                            .onTermination()
                            .invoke(ticket::giveBack)
                            .subscribe()
                            .withSubscriber(AssertSubscriber.create(1));
                    if (random.nextBoolean()) {
                        Thread.onSpinWait();
                    }
                    caller.cancel();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(many.taken()).isZero();
        assertThat(many.waiting()).isZero();
        assertThat(most.get()).isBetween(1, 3);
    }

    private static UniAssertSubscriber<Places.Ticket> claim(Places.Ticket ticket) {
        return ticket.claim().subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}

package dev.kotae.query.answer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * The event loop that a request is on. An answer that is written there, by a call that is made there, goes from the model's socket to the
 * reader's on one thread: a token that changes threads waits for the other one to wake up.
 */
final class OwnLoop {

    private OwnLoop() {}

    /** Brings work back to where this is called; does it where it comes up, if that is on no event loop. Keeps the order. */
    static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : work -> context.runOnContext(now -> work.run());
    }
}

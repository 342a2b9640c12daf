package dev.kotae.query.model;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;

/**
 * The data of one response's server-sent events, no faster than they are wanted: a few wait here, the rest stays in the sockets. What was said before
 * a failure is told before it. Everything but {@link #request} and {@link #cancel} happens on the call's context, so nothing here is locked.
 */
final class EventStream implements Flow.Subscription {

    private static final int LONGEST_LINE = 1 << 18;

    /** So many wait at most until the response is read no further. */
    private static final int MOST_WAITING = 64;

    private static final String DATA = "data:";
    private static final String DONE = "[DONE]";

    /** How long a response may go on after its last event until its connection is given up rather than used again. */
    private static final long TAIL_MILLIS = 2000;

    private final Context context;
    private final MultiSubscriber<? super String> reader;
    private final Deque<String> waiting = new ArrayDeque<>();
    private HttpClientRequest call;
    private RecordParser lines;
    private boolean paused;
    private boolean telling;
    private long wanted;
    private Runnable end;
    private boolean over;

    EventStream(Context context, MultiSubscriber<? super String> reader) {
        this.context = context;
        this.reader = reader;
    }

    @Override
    public void request(long n) {
        onContext(() -> {
            wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
            tell();
        });
    }

    @Override
    public void cancel() {
        onContext(() -> {
            if (!over) {
                over = true;
                waiting.clear();
                abort();
            }
        });
    }

    /** At once where that is the context already, as it is for a reader that takes its tokens there: not every token has to wait for its turn. */
    private void onContext(Runnable work) {
        if (Vertx.currentContext() == context) {
            work.run();
        } else {
            context.runOnContext(now -> work.run());
        }
    }

    /** The call is about to be sent. Returns false if nobody waits for it any more. */
    boolean called(HttpClientRequest request) {
        call = request;
        if (over) {
            abort();
        }
        return !over;
    }

    /** The response has come. */
    void answered(HttpClientResponse response) {
        if (over) {
            return;
        }
        lines = RecordParser.newDelimited("\n", response).maxRecordSize(LONGEST_LINE);
        lines.exceptionHandler(this::failed);
        lines.endHandler(last -> completed());
        lines.handler(line -> line(line.toString().strip()));
    }

    void failed(Throwable failure) {
        if (end == null) {
            end = () -> reader.onFailure(failure); // before the reset, which is told as a failure too
            abort();
            tell();
        }
    }

    private void line(String text) {
        String data = text.startsWith(DATA) ? text.substring(DATA.length()).strip() : "";
        if (over || end != null || data.isEmpty()) {
            return;
        }
        if (data.equals(DONE)) {
            letGo();
            completed();
            return;
        }
        waiting.add(data);
        tell();
        if (waiting.size() >= MOST_WAITING && !paused) {
            paused = true;
            lines.pause();
        }
    }

    private void completed() {
        if (end == null) {
            end = reader::onCompletion;
            tell();
        }
    }

    private void tell() {
        if (telling) {
            return; // a reader that wants more while it is told: the loop goes on
        }
        telling = true;
        while (!over && wanted > 0 && !waiting.isEmpty()) {
            wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
            reader.onItem(waiting.poll());
        }
        telling = false;
        if (over || !waiting.isEmpty()) {
            return;
        }
        if (end != null) {
            over = true;
            end.run();
        } else if (paused) {
            paused = false;
            lines.resume();
        }
    }

    /** All was said: the rest of the response is let pass, so that its connection can serve the next call. */
    private void letGo() {
        long timer = context.owner().setTimer(TAIL_MILLIS, late -> abort());
        lines.endHandler(end -> context.owner().cancelTimer(timer));
        lines.exceptionHandler(broken -> context.owner().cancelTimer(timer));
        lines.resume();
    }

    private void abort() {
        if (call != null) {
            call.reset();
        }
    }
}

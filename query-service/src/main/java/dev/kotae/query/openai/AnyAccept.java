package dev.kotae.query.openai;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Under {@code /v1} the body says whether to stream and {@code Accept} says nothing, as at OpenAI: real clients send
 * {@code application/json} with a request for a stream.
 */
@ApplicationScoped
class AnyAccept {

    private static final int AFTER_THE_GUARD = 9_000;

    void register(@Observes Filters filters) {
        filters.register(AnyAccept::drop, AFTER_THE_GUARD);
    }

    private static void drop(RoutingContext context) {
        if (context.request().path().startsWith("/v1/")) {
            context.request().headers().remove("Accept");
        }
        context.next();
    }
}

package dev.kotae.common.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns away what says of itself that it is too long, in words: the server would cut it off with an empty response. */
@ApplicationScoped
class SizeGuard {

    private static final int AFTER_THE_GUARD_OF_PATHS = 9_500;

    private final long limit;

    SizeGuard(@ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_GUARD_OF_PATHS);
    }

    void check(RoutingContext context) {
        if (length(context.request().getHeader("Content-Length")) <= limit) {
            context.next();
            return;
        }
        context.response()
                .putHeader("Connection", "close")
                .endHandler(sent -> context.request().connection().close());
        new EarlyProblem(413, "Content Too Large", "too-large", "The body is longer than " + limit + " bytes")
                .end(context);
    }

    /** A length that is no number is the server's to refuse. */
    private static long length(String header) {
        try {
            return header == null ? 0 : Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

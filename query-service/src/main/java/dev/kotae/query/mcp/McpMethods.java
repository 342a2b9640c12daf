package dev.kotae.query.mcp;

import dev.kotae.common.access.EarlyProblem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Turns away methods that the protocol does not have: the server of the protocol throws at them, which is a 500 and a stack trace. */
@ApplicationScoped
class McpMethods {

    private static final int AFTER_AUTHORISATION = 50;
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_AUTHORISATION);
    }

    void check(RoutingContext context) {
        if (!context.normalizedPath().equals("/mcp")
                || METHODS.contains(context.request().method())) {
            context.next();
            return;
        }
        context.response().putHeader("Allow", "GET, POST, DELETE");
        new EarlyProblem(405, "Method Not Allowed", "method-not-allowed", "Ask with POST, or listen with GET")
                .end(context);
    }
}

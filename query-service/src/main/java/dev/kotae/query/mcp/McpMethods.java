package dev.kotae.query.mcp;

import dev.kotae.common.access.EarlyProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns away what the protocol does not have, before the server of the protocol reads it: other methods, at which it throws (a 500 and a
 * stack trace), and lists of messages, all of which it works on although limits count one request.
 */
@ApplicationScoped
class McpMethods {

    private static final int AFTER_AUTHORISATION = 50;
    private static final int BEFORE_THE_SERVER = -1;
    private static final String ALL_TRANSPORTS = "/mcp*";
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    private final long longest;

    McpMethods(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest) {
        this.longest = longest.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_AUTHORISATION);
    }

    void route(@Observes Router router) {
        router.post(ALL_TRANSPORTS)
                .order(BEFORE_THE_SERVER)
                .handler(BodyHandler.create(false).setBodyLimit(longest))
                .handler(this::one);
    }

    private void one(RoutingContext context) {
        if (isList(context.body().buffer())) {
            new EarlyProblem(400, "Bad Request", "invalid-message", "Send one message at a time, no list").end(context);
        } else {
            context.next();
        }
    }

    private static boolean isList(Buffer body) {
        for (int i = 0; body != null && i < body.length(); i++) {
            if (!Character.isWhitespace(body.getByte(i))) {
                return body.getByte(i) == '[';
            }
        }
        return false;
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

package dev.kotae.common.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns away requests before anything reads them: paths that two readers could understand differently, and, where headers are
 * believed, whatever did not come to this machine under its own name (a page of another site cannot forge that).
 */
@ApplicationScoped
class RequestGuard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final Pattern AMBIGUOUS = Pattern.compile(";|%3b|%2f|%5c|\\\\", Pattern.CASE_INSENSITIVE);
    private static final int BEFORE_EVERYTHING = 10_000;

    private final AccessConfig config;
    private final ApiKeyFile keys;

    RequestGuard(AccessConfig config, ApiKeyFile keys) {
        this.config = config;
        this.keys = keys;
    }

    void start(@Observes StartupEvent event) {
        if (config.lacksTokens() && !keys.isUsed()) {
            throw new IllegalStateException(
                    "kotae.auth=oidc (the default) reads bearer tokens: set quarkus.oidc.auth-server-url"
                            + " and quarkus.oidc.tenant-enabled=true, or kotae.api-keys-file where API keys are"
                            + " enough, or on one machine kotae.auth=none");
        }
        if (config.letsEveryPageIn()) {
            throw new IllegalStateException("quarkus.http.cors.origins=* would let the pages of every site in:"
                    + " name the sites that may call this service");
        }
        if (config.trustsHeaders() && !LOOPBACK.contains(config.host())) {
            throw new IllegalStateException(
                    "kotae.auth=none believes whatever a request says of its sender, so it serves this"
                            + " machine only: set quarkus.http.host=127.0.0.1, or kotae.auth=oidc");
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.uri().split("\\?", 2)[0];
        if (AMBIGUOUS.matcher(path).find()) {
            new EarlyProblem(
                            400,
                            "Bad Request",
                            "invalid-path",
                            "The path holds one of ; %3B %2F %5C, which are not allowed there")
                    .end(context);
        } else if (config.trustsHeaders() && !toThisMachine(request)) {
            new EarlyProblem(
                            403,
                            "Forbidden",
                            "foreign-host",
                            "With kotae.auth=none only requests to localhost are served")
                    .end(context);
        } else {
            context.next();
        }
    }

    private static boolean toThisMachine(HttpServerRequest request) {
        return request.authority() != null
                && LOOPBACK.contains(request.authority().host().toLowerCase(Locale.ROOT));
    }
}

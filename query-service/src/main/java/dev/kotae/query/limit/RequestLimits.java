package dev.kotae.query.limit;

import dev.kotae.common.access.EarlyProblem;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.common.vertx.ContextLocals;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Holds every request of a known asker against the limits, whatever door it comes to and before its body is read. What may hold a question
 * goes on to where that is read and recorded as refused, which is told so by {@link #refusal}; of those that come too often only a few a
 * minute do. All else is turned away here.
 */
@ApplicationScoped
public class RequestLimits {

    private static final Logger LOG = Logger.getLogger(RequestLimits.class);
    private static final int AFTER_AUTHENTICATION = 50;
    private static final String REFUSAL = "kotae.refusal";
    private static final String ANONYMOUS = "anonymous";
    private static final Set<String> RECORDED =
            Set.of("/api/answers", "/api/comparisons", "/v1/chat/completions", "/mcp");
    private static final Set<String> WITHOUT_TOKENS = Set.of("/api/search");

    private final boolean enabled;
    private final LimitsConfig config;
    private final SpentTokens spent;
    private final MeterRegistry registry;
    private final RequestRates rates;
    private final RequestRates recorded;
    private final OpenRequests open;

    RequestLimits(
            LimitsConfig config,
            SpentTokens spent,
            MeterRegistry registry,
            @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") String auth) {
        this.enabled = config.enabled().orElse(!"none".equalsIgnoreCase(auth));
        this.config = config;
        this.spent = spent;
        this.registry = registry;
        this.rates = new RequestRates(TimeMeter.SYSTEM_NANOTIME);
        this.recorded = new RequestRates(TimeMeter.SYSTEM_NANOTIME);
        this.open = new OpenRequests();
    }

    void register(@Observes Filters filters) {
        if (enabled) {
            filters.register(this::check, AFTER_AUTHENTICATION);
        }
    }

    /** Why the present request must not be answered, if so; to be asked on the request's own context. */
    public Optional<Refusal> refusal() {
        return ContextLocals.get(REFUSAL);
    }

    /** Takes up what was decided of a request whose work goes on in a context of its own; to be called before {@link #refusal} there. */
    public void resume(SecurityIdentity identity) {
        Refusal refusal = identity.getAttribute(REFUSAL);
        if (refusal != null) {
            ContextLocals.put(REFUSAL, refusal);
        }
    }

    private void check(RoutingContext context) {
        String user = user(context);
        if (user == null) {
            context.next();
            return;
        }
        String asker =
                ANONYMOUS.equals(user) ? context.request().remoteAddress().hostAddress() : "user " + user;
        Allowance allowance = Allowance.of(user, config);
        if (allowance.requestsPerMinute() > 0 && !withinRate(context, asker, allowance)) {
            return;
        }
        if (!HttpMethod.POST.equals(context.request().method())) {
            context.next();
        } else if (allowance.atOnce() <= 0 || enter(context, asker, allowance.atOnce())) {
            withinBudget(context, user, allowance);
        } else {
            over(context, new Refusal(Refusal.Limit.TOO_MANY_AT_ONCE, 1), holdsQuestion(context));
        }
    }

    private boolean enter(RoutingContext context, String asker, int most) {
        HttpServerResponse response = context.response();
        BooleanSupplier isOver = () -> response.closed() || response.ended();
        boolean entered = open.enter(asker, most, isOver);
        if (entered) {
            context.addEndHandler(end -> open.leave(asker, isOver));
        }
        return entered;
    }

    private boolean withinRate(RoutingContext context, String asker, Allowance allowance) {
        RequestRates.Rate rate = rates.count(asker, allowance.requestsPerMinute());
        context.response()
                .putHeader("RateLimit-Limit", Long.toString(rate.limit()))
                .putHeader("RateLimit-Remaining", Long.toString(rate.remaining()))
                .putHeader("RateLimit-Reset", Long.toString(rate.resetSeconds()));
        if (!rate.within()) {
            Refusal refusal = new Refusal(Refusal.Limit.RATE_LIMITED, rate.retrySeconds());
            over(context, refusal, mayBeRecorded(context, asker));
        }
        return rate.within();
    }

    /** Of a flood a few questions are recorded: writing all of them down would be the flood's work. */
    private boolean mayBeRecorded(RoutingContext context, String asker) {
        return holdsQuestion(context)
                && config.recordedPerMinute() > 0
                && recorded.count(asker, config.recordedPerMinute()).within();
    }

    private void withinBudget(RoutingContext context, String user, Allowance allowance) {
        if (allowance.tokensPerDay() <= 0 || WITHOUT_TOKENS.contains(context.normalizedPath())) {
            context.next();
            return;
        }
        spent.today(user)
                .subscribe()
                .with(
                        tokens -> {
                            if (tokens < allowance.tokensPerDay()) {
                                context.next();
                            } else {
                                over(
                                        context,
                                        new Refusal(
                                                Refusal.Limit.BUDGET_SPENT,
                                                spent.untilMidnight().toSeconds() + 1),
                                        holdsQuestion(context));
                            }
                        },
                        failure -> {
                            LOG.warnf("What was spent today cannot be read: %s", failure);
                            context.response().putHeader("Retry-After", "5");
                            new EarlyProblem(
                                            503,
                                            "Service Unavailable",
                                            "unavailable",
                                            "Questions cannot be answered at the moment; try again in a few seconds")
                                    .end(context);
                        });
    }

    private static boolean holdsQuestion(RoutingContext context) {
        return HttpMethod.POST.equals(context.request().method()) && RECORDED.contains(context.normalizedPath());
    }

    private void over(RoutingContext context, Refusal refusal, boolean record) {
        registry.counter("kotae.refused", "code", refusal.code()).increment();
        if (record) {
            ContextLocals.put(REFUSAL, refusal);
            QuarkusHttpUser user = (QuarkusHttpUser) context.user();
            QuarkusHttpUser.setIdentity(
                    QuarkusSecurityIdentity.builder(user.getSecurityIdentity())
                            .addAttribute(REFUSAL, refusal)
                            .build(),
                    context);
            context.next();
        } else {
            turnAway(context, refusal);
        }
    }

    private static String user(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser known
                        && !known.getSecurityIdentity().isAnonymous()
                ? known.getSecurityIdentity().getPrincipal().getName()
                : null;
    }

    private static void turnAway(RoutingContext context, Refusal refusal) {
        context.response().putHeader("Retry-After", Long.toString(refusal.retryAfterSeconds()));
        new EarlyProblem(429, "Too Many Requests", refusal.code(), refusal.detail()).end(context);
    }
}

package dev.kotae.common.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Programs that have no token ask with an API key, in {@code X-Api-Key} or as bearer, as clients of OpenAI's API do. What does not look
 * like a key is left to others. A key is never logged.
 */
@ApplicationScoped
class ApiKeyAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final ApiKeyFile keys;
    private final AccessConfig config;

    ApiKeyAuthentication(ApiKeyFile keys, AccessConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** Before tokens are read. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 2;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        String presented = presented(context.request());
        if (config.trustsHeaders() || presented == null) {
            return Uni.createFrom().nullItem();
        }
        return keys.find(presented)
                .map(key -> Uni.createFrom().item(identity(key)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException("No such API key")));
    }

    private static String presented(HttpServerRequest request) {
        String key = request.getHeader("X-Api-Key");
        if (key != null) {
            return key;
        }
        String authorization = request.getHeader("Authorization");
        return authorization != null
                        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        && authorization.startsWith(ApiKey.PREFIX, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }

    private static SecurityIdentity identity(ApiKey key) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(key.user()))
                .addRoles(key.groups())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }
}

package dev.kotae.common.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** With {@code kotae.auth=none}: believes {@code X-Kotae-User} and {@code X-Kotae-Groups}. Otherwise silent. */
@ApplicationScoped
class HeaderAuthentication implements HttpAuthenticationMechanism {

    private static final String ANONYMOUS = "anonymous";
    private static final int MAX_LENGTH = 200;

    private final AccessConfig config;

    HeaderAuthentication(AccessConfig config) {
        this.config = config;
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        if (!config.trustsHeaders()) {
            return Uni.createFrom().nullItem();
        }
        String user = context.request().getHeader("X-Kotae-User");
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(name(user)))
                        .addRoles(groups(context.request().getHeader("X-Kotae-Groups")))
                        .build());
    }

    private static String name(String user) {
        return user == null || user.isBlank() ? ANONYMOUS : user.strip();
    }

    private static Set<String> groups(String header) {
        return header == null
                ? Set.of()
                : Arrays.stream(header.split(","))
                        .map(String::strip)
                        .filter(group -> !group.isEmpty() && group.length() <= MAX_LENGTH)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}

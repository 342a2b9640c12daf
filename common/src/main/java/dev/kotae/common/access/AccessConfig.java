package dev.kotae.common.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How askers are told apart. */
@ApplicationScoped
class AccessConfig {

    private final Auth auth;
    private final String host;
    private final boolean tokensAreRead;
    private final List<String> origins;

    AccessConfig(
            @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") Auth auth,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokensAreRead,
            @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
        this.auth = auth;
        this.host = host;
        this.tokensAreRead = tokensAreRead;
        this.origins = origins.orElse(List.of());
    }

    boolean trustsHeaders() {
        return auth == Auth.NONE;
    }

    /** Whether tokens are wanted and nothing is there to read them. */
    boolean lacksTokens() {
        return auth == Auth.OIDC && !tokensAreRead;
    }

    boolean letsEveryPageIn() {
        return origins.contains("*");
    }

    String host() {
        return host;
    }

    /** The values of {@code kotae.auth}. */
    enum Auth {
        /** Headers are believed; only this machine may ask. */
        NONE,
        /** A bearer token is needed. */
        OIDC
    }
}

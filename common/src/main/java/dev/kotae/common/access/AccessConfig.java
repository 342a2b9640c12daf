package dev.kotae.common.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How askers are told apart. */
@ApplicationScoped
class AccessConfig {

    private final Auth auth;
    private final String host;
    private final boolean tokensAreRead;

    AccessConfig(
            @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") Auth auth,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokensAreRead) {
        this.auth = auth;
        this.host = host;
        this.tokensAreRead = tokensAreRead;
    }

    boolean trustsHeaders() {
        return auth == Auth.NONE;
    }

    /** Whether tokens are wanted and nothing is there to read them. */
    boolean lacksTokens() {
        return auth == Auth.OIDC && !tokensAreRead;
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

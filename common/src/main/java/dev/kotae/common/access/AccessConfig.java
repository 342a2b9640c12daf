package dev.kotae.common.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How askers are told apart. */
@ApplicationScoped
class AccessConfig {

    private final Auth auth;
    private final String host;

    AccessConfig(
            @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") Auth auth,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host) {
        this.auth = auth;
        this.host = host;
    }

    boolean trustsHeaders() {
        return auth == Auth.NONE;
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

package dev.kotae.query.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells the console where things are. */
@Path("/console/settings")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "console")
class ConsoleResource {

    private final Settings settings;

    ConsoleResource(ConsoleConfig config, @ConfigProperty(name = "kotae.auth", defaultValue = "oidc") String auth) {
        this.settings = new Settings(
                config.evalUrl()
                        .filter(url -> !url.isBlank())
                        .map(url -> url.replaceAll("/+$", ""))
                        .orElse(""),
                !auth.equalsIgnoreCase("none"));
    }

    /** The settings; they change only with a restart. */
    @GET
    @Operation(summary = "What the console must know: where ratings go, and whether a token is needed")
    public Settings settings() {
        return settings;
    }

    /**
     * The console's settings.
     *
     * @param evalUrl the eval service's address, or empty where it is the console's own
     * @param tokenNeeded whether a request without a token is refused
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Settings(String evalUrl, boolean tokenNeeded) {}
}

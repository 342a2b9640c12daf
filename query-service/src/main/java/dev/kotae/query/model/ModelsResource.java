package dev.kotae.query.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue. */
@Path("/api/models")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "models")
class ModelsResource {

    private final Catalogue catalogue;

    ModelsResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** All models that can be asked. */
    @GET
    @Operation(summary = "The models that can be asked, and how they are")
    public Models models() {
        return new Models(catalogue.all().stream()
                .map(entry -> new View(
                        entry.model().id(),
                        entry.model().provider(),
                        entry.model().revision(),
                        entry.state().name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    record Models(List<View> models) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(String id, String provider, String revision, String state) {}
}

package dev.kotae.query.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue. */
@Path("/api/models")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "models")
class ModelsResource {

    private final Catalogue catalogue;
    private final Renewal renewal;

    ModelsResource(Catalogue catalogue, Renewal renewal) {
        this.catalogue = catalogue;
        this.renewal = renewal;
    }

    /** All models that can be asked, and those that could. */
    @GET
    @Operation(summary = "The models that can be asked, and how they are")
    public Models models() {
        return new Models(
                catalogue.all().stream().map(View::of).toList(),
                catalogue.defaultModel(),
                renewal.trouble()
                        .map(trouble -> new Trouble(trouble.reason(), trouble.since()))
                        .orElse(null));
    }

    /**
     * The catalogue.
     *
     * @param models the models, by id
     * @param defaultModel the model that answers where a question names none and no weights are set
     * @param fileTrouble why the catalogue's file is not used as it is; absent where it is, or where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Models(List<View> models, String defaultModel, Trouble fileTrouble) {}

    record Trouble(String reason, Instant since) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String id,
            String displayName,
            String provider,
            String revision,
            Integer contextLength,
            List<String> languages,
            List<String> tags,
            Price price,
            Map<String, String> parameters,
            Double weight,
            String state,
            String reason) {

        static View of(Catalogue.Entry entry) {
            ModelCard card = entry.card();
            return new View(
                    card.id(),
                    card.displayName(),
                    card.provider(),
                    card.revision(),
                    card.contextLength(),
                    card.languages(),
                    card.tags(),
                    card.price(),
                    card.parameters(),
                    card.weight() > 0 ? card.weight() : null,
                    entry.state().name().toLowerCase(Locale.ROOT),
                    entry.reason());
        }
    }
}

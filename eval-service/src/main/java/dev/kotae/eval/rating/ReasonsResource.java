package dev.kotae.eval.rating;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The reasons that ratings can name. */
@Path("/api/ratings/reasons")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ratings")
public class ReasonsResource {

    /** All reasons, those for an answer first. */
    @GET
    @Operation(summary = "The reasons a rating can name, in English or Japanese")
    public Reasons reasons(
            @RestQuery @Parameter(description = "en or ja, in place of Accept-Language") String language,
            @Context HttpHeaders headers) {
        Locale chosen = language == null
                ? headers.getAcceptableLanguages().stream()
                        .filter(some -> List.of("en", "ja").contains(some.getLanguage()))
                        .findFirst()
                        .orElse(Locale.ENGLISH)
                : Locale.forLanguageTag(language);
        return new Reasons(Stream.of(Reason.values())
                .map(reason -> new Entry(reason.code(), reason.praise(), reason.text(chosen)))
                .toList());
    }

    /**
     * The catalogue.
     *
     * @param reasons in the order in which to show them
     */
    record Reasons(List<Entry> reasons) {}

    /**
     * A reason.
     *
     * @param code what a rating names
     * @param praise whether it speaks for the answer
     * @param text for people
     */
    record Entry(String code, boolean praise, String text) {}
}

package dev.kotae.query.search;

import dev.kotae.common.access.Asker;
import dev.kotae.query.request.Body;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Search without an answer. */
@Path("/api/search")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search")
class SearchResource {

    private final Searches searches;
    private final SecurityIdentity identity;

    SearchResource(Searches searches, SecurityIdentity identity) {
        this.searches = searches;
        this.identity = identity;
    }

    /** The chunks that fit a query best. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find chunks: {query, collections?, filters?, limit?}")
    public Uni<FoundHits> search(String json) {
        return searches.search(Body.parse(json), Asker.of(identity));
    }
}

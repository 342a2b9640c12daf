package dev.kotae.query.search;

import dev.kotae.common.index.ChunkSearch;
import dev.kotae.query.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is to search. */
@Path("/api/collections")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search")
class CollectionsResource {

    private final ChunkSearch search;
    private final RetrievalConfig config;

    CollectionsResource(ChunkSearch search, RetrievalConfig config) {
        this.search = search;
        this.config = config;
    }

    /** The collections and how much is in them. */
    @GET
    @Operation(summary = "The collections that can be searched")
    public Uni<Collections> collections() {
        return search.collections()
                .map(states -> new Collections(states.stream()
                        .map(state -> new CollectionView(
                                state.live().collection(), state.live().name(), state.documents(), state.chunks()))
                        .toList()))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .transform(failure -> Problems.unavailable("The collections cannot be listed at the moment", failure));
    }

    record Collections(List<CollectionView> collections) {}

    record CollectionView(String name, String generation, long documents, long chunks) {}
}

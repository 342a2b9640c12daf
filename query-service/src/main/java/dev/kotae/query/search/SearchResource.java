package dev.kotae.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Search without an answer. */
@Path("/api/search")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "search")
class SearchResource {

    private static final int MAX_QUERY = 4000;
    private static final int MAX_HITS = 100;
    private static final int DEFAULT_HITS = 10;

    private final Retriever retriever;
    private final SecurityIdentity identity;

    SearchResource(Retriever retriever, SecurityIdentity identity) {
        this.retriever = retriever;
        this.identity = identity;
    }

    /** The chunks that fit a query best. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find chunks: {query, collections?, filters?, limit?}")
    public Uni<Hits> search(String json) {
        Body body = Body.parse(json);
        Question question = retriever.question(body.question("query", MAX_QUERY));
        return retriever
                .retrieve(
                        question,
                        body.collections("collections"),
                        Asker.of(identity).groups(),
                        body.filters("filters"),
                        body.integer("limit", 1, MAX_HITS, DEFAULT_HITS))
                .map(found -> new Hits(found.hits().stream().map(HitView::of).toList()));
    }

    record Hits(List<HitView> hits) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HitView(
            String collection,
            String documentId,
            long version,
            String chunkId,
            String title,
            String url,
            String section,
            String text,
            double score) {

        static HitView of(RankedHit ranked) {
            var hit = ranked.hit();
            return new HitView(
                    hit.generation().collection(),
                    hit.documentId(),
                    hit.version(),
                    hit.chunkId().value(),
                    hit.title(),
                    hit.url(),
                    String.join(" > ", hit.section()),
                    hit.text(),
                    Math.round(ranked.score() * 1e4) / 1e4);
        }
    }
}

package dev.kotae.query.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kotae.common.index.ChunkSearch;
import dev.kotae.query.model.Catalogue;
import dev.kotae.query.model.Model;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.search.RetrievalConfig;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue as OpenAI's API lists models; a model may be named with a collection, as {@code model@collection}. */
@Path("/v1/models")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "openai")
class ModelListResource {

    private final Catalogue catalogue;
    private final ChunkSearch search;
    private final OpenAiConfig config;
    private final RetrievalConfig retrieval;

    /** OpenAI's models have a time; nobody says when ours were made, so it is when this service began to offer them. */
    private final long created = Instant.now().getEpochSecond();

    ModelListResource(Catalogue catalogue, ChunkSearch search, OpenAiConfig config, RetrievalConfig retrieval) {
        this.catalogue = catalogue;
        this.search = search;
        this.config = config;
        this.retrieval = retrieval;
    }

    /** All models that can be asked, and each with each collection. */
    @GET
    @Operation(summary = "The models, in OpenAI's shape")
    public Uni<ModelList> models() {
        return (config.listCollections() ? collections() : Uni.createFrom().item(List.<String>of())).map(this::list);
    }

    /** One model. */
    @GET
    @Path("/{id: .+}")
    @Operation(summary = "A model, in OpenAI's shape")
    public Uni<ModelEntry> model(@PathParam("id") String id) {
        ModelName name = ModelName.of(id, catalogue::has);
        ModelEntry entry = entry(id, catalogue.model(name.model()));
        return name.collections().isEmpty()
                ? Uni.createFrom().item(entry)
                : collections().map(known -> {
                    name.collections().stream()
                            .filter(collection -> !known.contains(collection))
                            .findFirst()
                            .ifPresent(unknown -> {
                                throw Problems.unknownCollection(unknown, known);
                            });
                    return entry;
                });
    }

    private ModelList list(List<String> collections) {
        List<ModelEntry> entries = new ArrayList<>();
        List<Model> models = catalogue.all().stream()
                .filter(entry -> entry.state() != Catalogue.State.GONE)
                .map(Catalogue.Entry::model)
                .toList();
        models.forEach(model -> entries.add(entry(model.id(), model)));
        for (Model model : models) {
            collections.forEach(collection -> entries.add(entry(ModelName.of(model.id(), collection), model)));
        }
        return new ModelList("list", entries);
    }

    private ModelEntry entry(String id, Model model) {
        return new ModelEntry(id, "model", created, model.provider());
    }

    private Uni<List<String>> collections() {
        return search.collections()
                .map(states -> states.stream()
                        .map(state -> state.live().collection())
                        .sorted()
                        .toList())
                .ifNoItem()
                .after(retrieval.timeout())
                .fail()
                .onFailure()
                .transform(failure -> Problems.unavailable("The collections cannot be listed at the moment", failure));
    }

    record ModelList(String object, List<ModelEntry> data) {}

    record ModelEntry(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {}
}

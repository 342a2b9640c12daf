package dev.kotae.ingest.api;

import dev.kotae.common.document.CollectionName;
import dev.kotae.common.document.DocumentId;
import dev.kotae.common.event.Topics;
import dev.kotae.common.index.ChunkSearch;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.RedisLedgerScan;
import dev.kotae.common.projection.PartitionConsumer.Status;
import dev.kotae.ingest.api.CollectionView.PartitionView;
import dev.kotae.ingest.consume.IngestConsumer;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** What is in the index. It names documents and never shows their text. */
@Path("/api/index")
@Authenticated
@Tag(name = "index")
class IndexResource {

    private static final String NDJSON = "application/x-ndjson";

    private final ChunkSearch search;
    private final RedisLedgerScan ledgers;
    private final IngestConsumer consumer;

    IndexResource(ChunkSearch search, RedisLedgerScan ledgers, IngestConsumer consumer) {
        this.search = search;
        this.ledgers = ledgers;
        this.consumer = consumer;
    }

    @GET
    @Operation(summary = "All collections with their live generation, sizes and lag")
    public Uni<Collections> collections() {
        return search.collections()
                .map(states -> new Collections(states.stream()
                        .map(state ->
                                CollectionView.of(state, partitions(state.live().collection())))
                        .toList()))
                .onFailure()
                .transform(IndexProblems::unavailable);
    }

    @GET
    @Path("/{collection}")
    @Operation(summary = "One collection")
    public Uni<CollectionView> collection(@RestPath String collection) {
        requireName(collection);
        return collections().map(all -> all.collections().stream()
                .filter(one -> one.collection().equals(collection))
                .findFirst()
                .orElseThrow(() -> IndexProblems.unknownCollection(collection)));
    }

    @GET
    @Path("/{collection}/document")
    @Operation(summary = "What is live of a document, and the receipt of its last change")
    public Uni<DocumentView> document(@RestPath String collection, @RestQuery String id) {
        DocumentId document = documentId(collection, id);
        return live(collection).chain(generation -> search.document(document)
                .onFailure()
                .transform(IndexProblems::unavailable)
                .map(entry -> entry.map(found -> DocumentView.of(generation, found))
                        .orElseThrow(() -> IndexProblems.unknownDocument(document))));
    }

    @GET
    @Path("/{collection}/documents")
    @Produces(NDJSON)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "All documents, deleted ones too, one JSON object a line, in no order")
    public Multi<DocumentView> documents(@RestPath String collection) {
        requireName(collection);
        return live(collection).onItem().transformToMulti(generation -> ledgers.entries(generation)
                .map(entry -> DocumentView.inList(generation, entry)));
    }

    @GET
    @Path("/{collection}/digest")
    @Operation(summary = "One hash over all chunks and ledger entries: two indexes with equal digests hold the same")
    public Uni<Digest> digest(@RestPath String collection) {
        requireName(collection);
        return live(collection).chain(generation -> ledgers.digest(generation)
                .onFailure()
                .transform(IndexProblems::unavailable)
                .map(digest -> new Digest(collection, generation.name(), digest)));
    }

    private Uni<Generation> live(String collection) {
        return search.live(collection)
                .onFailure()
                .transform(IndexProblems::unavailable)
                .map(live -> live.orElseThrow(() -> IndexProblems.unknownCollection(collection)));
    }

    private List<PartitionView> partitions(String collection) {
        Status status = consumer.status();
        String topic = Topics.documents(collection);
        return status.positions().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .map(entry -> new PartitionView(
                        entry.getKey().partition(),
                        entry.getValue(),
                        status.lag().getOrDefault(entry.getKey(), 0L),
                        status.failing().get(entry.getKey())))
                .sorted(Comparator.comparing(PartitionView::partition))
                .toList();
    }

    private static void requireName(String collection) {
        if (!CollectionName.isValid(collection)) {
            throw IndexProblems.invalidCollection();
        }
    }

    private static DocumentId documentId(String collection, String id) {
        requireName(collection);
        try {
            return new DocumentId(collection, id);
        } catch (IllegalArgumentException e) {
            HttpProblem problem = IndexProblems.invalidId(e.getMessage());
            problem.initCause(e);
            throw problem;
        }
    }

    /**
     * All collections.
     *
     * @param collections sorted by name
     */
    record Collections(List<CollectionView> collections) {}

    /**
     * A digest.
     *
     * @param collection the collection
     * @param generation its live generation
     * @param digest 64 hexadecimal digits
     */
    record Digest(String collection, String generation, String digest) {}
}

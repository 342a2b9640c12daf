package dev.kotae.common.index;

import dev.kotae.common.document.DocumentId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reading side of the projection: it finds chunks and proves them against the ledger, so that a reader sees a document's old
 * version or its new one, never both, never one that is gone.
 *
 * <p>Nothing blocks. Every method fails when Redis cannot be reached or a query ran out of time: there are no partial results.
 */
public interface ChunkSearch {

    /** The collections that have a live generation, sorted by name. */
    Uni<List<CollectionState>> collections();

    /** A collection's live generation; empty for a collection that does not exist. */
    Uni<Optional<Generation>> live(String collection);

    /** The ledger's entry of a document in the live generation; empty if never seen. */
    Uni<Optional<LedgerEntry>> document(DocumentId document);

    /**
     * Both legs of one search, unfused. Filters and readers apply inside both. Each leg is over-fetched, then every chunk is
     * checked against the ledger; where that thins out a leg or a document changed meanwhile, the search is repeated, at most
     * three times.
     *
     * @return the hits of either leg in no order, each chunk once; at most twice the query's limit
     */
    Uni<List<Hit>> search(Generation generation, Query query);

    /**
     * What to look for.
     *
     * @param vector the question's embedding, or null: no vector leg
     * @param terms the question's analysed terms; empty: no text leg
     * @param groups the groups of who asks
     * @param filters per attribute the values of which one must match; empty: everything
     * @param limit how many hits of each leg, 1 to 200
     */
    record Query(float[] vector, List<String> terms, Set<String> groups, Map<String, List<String>> filters, int limit) {

        /** The most hits that may be asked of one leg. */
        public static final int MAX_LIMIT = 200;

        /**
         * @throws IllegalArgumentException for a limit outside 1 to {@value #MAX_LIMIT}, or a filter without a value
         */
        public Query {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("A search's limit is 1 to " + MAX_LIMIT + ", not " + limit);
            }
            if (filters.values().stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException("A filter needs at least one value");
            }
            terms = List.copyOf(terms);
            groups = Set.copyOf(groups);
            filters = Map.copyOf(filters);
        }
    }

    /**
     * A collection as it is now.
     *
     * @param live its live generation
     * @param documents how many documents are live
     * @param chunks how many chunks can be searched
     */
    record CollectionState(Generation live, long documents, long chunks) {}
}

package dev.kotae.query.search;

import dev.kotae.common.access.Asker;
import dev.kotae.query.request.Body;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Searches without an answer, whatever door they come through. */
@ApplicationScoped
public class Searches {

    private static final int MAX_QUERY = 4000;
    private static final int MAX_HITS = 100;
    private static final int DEFAULT_HITS = 10;

    private final Retriever retriever;

    Searches(Retriever retriever) {
        this.retriever = retriever;
    }

    /**
     * The chunks that fit a query best.
     *
     * @param body {@code query}, {@code collections}, {@code filters}, {@code limit}
     * @throws io.quarkiverse.resteasy.problem.HttpProblem at once, where a field is wrong
     * @return fails as {@link Retriever#retrieve}
     */
    public Uni<FoundHits> search(Body body, Asker asker) {
        return retriever
                .retrieve(
                        retriever.question(body.question("query", MAX_QUERY)),
                        body.collections("collections"),
                        asker.groups(),
                        body.filters("filters"),
                        body.integer("limit", 1, MAX_HITS, DEFAULT_HITS))
                .map(FoundHits::of);
    }
}

package dev.kotae.query.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Chunks that were searched for, as the asker gets them.
 *
 * @param hits best first
 */
public record FoundHits(List<Found> hits) {

    static FoundHits of(Retrieved found) {
        return new FoundHits(found.hits().stream().map(Found::of).toList());
    }

    /**
     * A chunk.
     *
     * @param section the headings above it, outermost first
     * @param score 0 to 1, comparable between queries
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(
            String collection,
            String documentId,
            long version,
            String chunkId,
            String title,
            String url,
            String section,
            String text,
            double score) {

        static Found of(RankedHit ranked) {
            var hit = ranked.hit();
            return new Found(
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

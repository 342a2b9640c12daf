package dev.kotae.ingest.plan;

import dev.kotae.common.chunk.Chunk;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.document.ContentHash;
import dev.kotae.common.document.DocumentChange.Upsert;
import dev.kotae.common.index.LedgerEntry.Listed;
import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import dev.kotae.ingest.parse.Document;
import dev.kotae.ingest.parse.DocumentParsers;
import dev.kotae.ingest.split.SplitChunk;
import dev.kotae.ingest.split.Splitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Parses, splits and plans one document after the other. Plain computation, safe for use by several threads. */
public final class Planner {

    private static final Logger LOG = Logger.getLogger(Planner.class);

    private final DocumentParsers parsers;
    private final Splitter splitter;
    private final TextAnalyzer analyzer;
    private final UnaryOperator<String> languages;
    private final String embedder;

    /**
     * A planner.
     *
     * @param languages finds the language of a text: ISO 639-1 or {@code und}
     * @param embedder the embedder's id
     */
    public Planner(
            DocumentParsers parsers,
            Splitter splitter,
            TextAnalyzer analyzer,
            UnaryOperator<String> languages,
            String embedder) {
        this.parsers = parsers;
        this.splitter = splitter;
        this.analyzer = analyzer;
        this.languages = languages;
        this.embedder = embedder;
    }

    /**
     * What the index should hold after the change.
     *
     * @throws RejectedChangeException if nobody reads the content's type, the document would have too many chunks, or a parser gave up
     *     on it: what fails here fails each time, and must not stop the changes behind it
     */
    public Plan plan(Upsert change) {
        try {
            return planned(change);
        } catch (RejectedChangeException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "Document %s cannot be planned", change.id());
            throw new RejectedChangeException(
                    Reason.INVALID_CHANGE, "The document cannot be taken apart: simplify its structure");
        }
    }

    private Plan planned(Upsert change) {
        Document document =
                parsers.of(change.contentType()).parse(new String(change.content(), StandardCharsets.UTF_8));
        List<SplitChunk> pieces = splitter.split(document);
        Metadata metadata = new Metadata(change, document);
        String language = metadata.language().orElseGet(() -> languages.apply(document.source()));
        Map<List<String>, Integer> occurrences = new HashMap<>();
        List<Chunk> chunks = new ArrayList<>();
        List<Listed> places = new ArrayList<>();
        for (SplitChunk piece : pieces) {
            int occurrence = occurrences.merge(List.of(piece.embeddedText(), piece.text()), 1, Integer::sum) - 1;
            Chunk chunk = chunk(change, piece, language, occurrence);
            chunks.add(chunk);
            places.add(new Listed(chunk.id(), piece.section(), piece.anchor()));
        }
        return new Plan(
                change,
                metadata.title(),
                metadata.url(),
                language,
                ContentHash.of(change.content()).hex(),
                chunks,
                places);
    }

    private Chunk chunk(Upsert change, SplitChunk piece, String language, int occurrence) {
        String embeddingKey = ChunkId.embeddingKey(embedder, piece.embeddedText());
        List<String> terms = analyzer.terms(piece.embeddedText());
        ChunkId id = ChunkId.of(
                change.id(),
                embeddingKey,
                piece.text(),
                terms,
                language,
                change.readers(),
                change.attributes(),
                occurrence);
        return new Chunk(
                id,
                embeddingKey,
                piece.embeddedText(),
                piece.text(),
                terms,
                language,
                change.readers(),
                change.attributes());
    }
}

package dev.kotae.ingest.split;

import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import dev.kotae.ingest.parse.Document;
import dev.kotae.ingest.parse.Document.Block;
import dev.kotae.ingest.parse.Document.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Splits documents into chunks of at most a number of tokens. A section that does not fit is parted at the seam that its own words
 * choose: the best kind of seam, and among those the one whose unit has the smallest hash, and its halves in the same way. So where
 * a section is parted depends on what stands there and not on what stands before it: an edit moves only the boundaries next to it
 * (the tree of seams is a treap; see Seidel and Aragon, "Randomized search trees", 1996).
 *
 * <p>Plain computation, safe for use by several threads if the token counter is.
 */
public final class Splitter {

    /** A word that the embedder does not know may count as one token however long it is: characters are bounded, too. */
    private static final int CHARS_PER_TOKEN = 10;

    private final ToIntFunction<String> tokens;
    private final int maxTokens;
    private final int maxChunks;
    private final HeadingPrefix prefix;

    /**
     * A splitter.
     *
     * @param tokens counts a text's tokens as the embedder does, special tokens included
     * @param maxTokens the most tokens of a chunk's embedded text, at least 32
     * @param maxChunks the most chunks of a document
     */
    public Splitter(ToIntFunction<String> tokens, int maxTokens, int maxChunks) {
        this.tokens = tokens;
        this.maxTokens = maxTokens;
        this.maxChunks = maxChunks;
        this.prefix = new HeadingPrefix(tokens, maxTokens / 4);
    }

    /** Names this way of splitting; it changes whenever the chunks of a document would. */
    public String id() {
        return "sections-1-" + maxTokens;
    }

    /**
     * The chunks of a document in order.
     *
     * @throws RejectedChangeException if there are too many
     */
    public List<SplitChunk> split(Document document) {
        Units units = new Units(document.source(), tokens, (long) maxChunks * maxTokens);
        List<SplitChunk> chunks = new ArrayList<>();
        for (Section section : document.sections()) {
            split(document.source(), section, units, chunks);
            if (chunks.size() > maxChunks) {
                throw new RejectedChangeException(
                        Reason.TOO_MANY_CHUNKS,
                        "The document would have more than " + maxChunks + " chunks: split it into several documents");
            }
        }
        return chunks;
    }

    private void split(String source, Section section, Units units, List<SplitChunk> chunks) {
        String headings = prefix.of(section.headings());
        int room = maxTokens - (headings.isEmpty() ? 0 : tokens.applyAsInt(headings));
        int maxChars = maxTokens * CHARS_PER_TOKEN;
        List<Unit> parts = new ArrayList<>();
        for (Block block : section.blocks()) {
            parts.addAll(units.of(block, room, maxChars));
        }
        SectionParts whole = new SectionParts(source, parts, room, maxChars);
        Deque<SectionParts.Range> waiting = new ArrayDeque<>();
        waiting.push(whole.all());
        while (!waiting.isEmpty()) {
            SectionParts.Range range = waiting.pop();
            if (whole.fits(range)) {
                chunks.add(chunk(section, headings, whole.text(range)));
            } else {
                int seam = whole.seam(range);
                waiting.push(new SectionParts.Range(seam, range.to()));
                waiting.push(new SectionParts.Range(range.from(), seam));
            }
        }
    }

    /** Tokens of parts add up to no less than those of the whole, with every tokenizer known; were it not so, the text goes first. */
    private SplitChunk chunk(Section section, String headings, String text) {
        String embedded = headings.isEmpty() ? text : headings + "\n\n" + text;
        if (!headings.isEmpty() && tokens.applyAsInt(embedded) > maxTokens) {
            embedded = text;
        }
        return new SplitChunk(section.headings(), section.anchor(), text, embedded);
    }
}

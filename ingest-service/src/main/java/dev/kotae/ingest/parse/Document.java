package dev.kotae.ingest.parse;

import java.util.List;

/**
 * A document as its author structured it. All that is not blank, neither front matter nor the heading of a section, stands in
 * exactly one block.
 *
 * @param title what its metadata or first heading calls it, or null
 * @param url where its metadata says it is published, or null
 * @param language the language its metadata names, not checked, or null
 * @param source the text that the blocks point into
 * @param sections its sections in order; a section without blocks is left out
 */
public record Document(String title, String url, String language, String source, List<Section> sections) {

    public Document {
        sections = List.copyOf(sections);
    }

    /**
     * What stands under one heading, up to the next heading of any level.
     *
     * @param headings the headings above it, outermost first, its own last; empty before the first heading
     * @param anchor the fragment of its address, without {@code #}; empty before the first heading
     * @param blocks its paragraphs, list items, code blocks, tables and so on; at least one
     */
    public record Section(List<String> headings, String anchor, List<Block> blocks) {
        public Section {
            headings = List.copyOf(headings);
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * A piece of the source that its author set apart.
     *
     * @param start where it begins in the source: at the beginning of a line
     * @param end where it ends, behind its last character that is not blank
     */
    public record Block(int start, int end) {}
}

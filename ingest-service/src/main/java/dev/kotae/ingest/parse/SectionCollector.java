package dev.kotae.ingest.parse;

import dev.kotae.ingest.parse.Document.Block;
import dev.kotae.ingest.parse.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the sections of one document from the places where its headings and blocks begin, told in order. */
final class SectionCollector {

    /** A longer heading is a paragraph that somebody marked wrongly: it is kept as a block, too. */
    private static final int LONGEST_HEADING = 200;

    private final String source;
    private final Anchors anchors = new Anchors();
    private final List<Section> sections = new ArrayList<>();
    private final List<Level> path = new ArrayList<>();

    private String firstHeading;
    private String anchor = "";
    private List<Block> blocks = new ArrayList<>();
    private Block headingSource;
    private int open;
    private boolean blockOpen;

    /** The text begins at the given place of the source. */
    SectionCollector(String source, int textStart) {
        this.source = source;
        this.open = textStart;
    }

    /** A block begins; it reaches to whatever is told next. */
    void block(int start) {
        closeBlock(BlockSpans.lineStart(source, start));
        blockOpen = true;
    }

    /** Something begins that does not stand for itself: it belongs to the block before it, where there is one. */
    void line(int start) {
        if (!blockOpen) {
            block(start);
        }
    }

    void heading(int level, int start, int end) {
        int lineStart = BlockSpans.lineStart(source, start);
        closeBlock(lineStart);
        closeSection(level);
        HeadingText heading = HeadingText.of(source.substring(lineStart, end));
        path.removeIf(above -> above.level() >= level);
        path.add(new Level(level, heading.text()));
        anchor = heading.anchor() == null ? anchors.of(heading.text()) : anchors.given(heading.anchor());
        firstHeading = firstHeading == null && !heading.text().isBlank() ? heading.text() : firstHeading;
        blocks = new ArrayList<>();
        headingSource = new Block(lineStart, end);
        if (heading.text().length() > LONGEST_HEADING) {
            BlockSpans.add(blocks, source, lineStart, end);
        }
        open = end;
    }

    Document document(Map<String, String> metadata) {
        closeBlock(source.length());
        closeSection(0);
        return new Document(
                metadata.getOrDefault("title", firstHeading),
                metadata.get("url"),
                metadata.getOrDefault("language", metadata.get("lang")),
                source,
                sections);
    }

    private void closeBlock(int end) {
        BlockSpans.add(blocks, source, open, end);
        open = end;
        blockOpen = false;
    }

    /** A heading that nothing stands under, not even a deeper heading, is the section's only block. */
    private void closeSection(int nextLevel) {
        boolean deeperFollows =
                !path.isEmpty() && nextLevel > path.get(path.size() - 1).level();
        if (blocks.isEmpty() && headingSource != null && !deeperFollows) {
            BlockSpans.add(blocks, source, headingSource.start(), headingSource.end());
        }
        if (!blocks.isEmpty()) {
            List<String> headings = path.stream()
                    .map(Level::heading)
                    .filter(heading -> !heading.isBlank())
                    .toList();
            sections.add(new Section(headings, anchor, blocks));
        }
    }

    private record Level(int level, String heading) {}
}

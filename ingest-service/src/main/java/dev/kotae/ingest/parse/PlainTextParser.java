package dev.kotae.ingest.parse;

import dev.kotae.ingest.parse.Document.Block;
import dev.kotae.ingest.parse.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text: one section, and paragraphs with blank lines between them. */
final class PlainTextParser implements DocumentParser {

    private static final Pattern BLANK_LINES = Pattern.compile("\\R(?:[ \\t\\x0B\\f]*\\R)+");

    @Override
    public Document parse(String source) {
        List<Block> blocks = new ArrayList<>();
        Matcher gap = BLANK_LINES.matcher(source);
        int start = 0;
        while (gap.find()) {
            BlockSpans.add(blocks, source, start, gap.start());
            start = gap.end();
        }
        BlockSpans.add(blocks, source, start, source.length());
        List<Section> sections = blocks.isEmpty() ? List.of() : List.of(new Section(List.of(), "", blocks));
        return new Document(null, null, null, source, sections);
    }
}

package dev.kotae.ingest.parse;

import dev.kotae.ingest.parse.Document.Block;
import dev.kotae.ingest.parse.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain text: one section, and paragraphs with blank lines between them. */
final class PlainTextParser implements DocumentParser {

    private static final Pattern LINE_END = Pattern.compile("\\R|\\z");

    @Override
    public Document parse(String source) {
        List<Block> blocks = new ArrayList<>();
        Matcher lineEnd = LINE_END.matcher(source);
        int paragraph = 0;
        int line = 0;
        while (lineEnd.find()) {
            if (source.substring(line, lineEnd.start()).isBlank()) {
                BlockSpans.add(blocks, source, paragraph, line);
                paragraph = lineEnd.end();
            }
            line = lineEnd.end();
        }
        BlockSpans.add(blocks, source, paragraph, source.length());
        List<Section> sections = blocks.isEmpty() ? List.of() : List.of(new Section(List.of(), "", blocks));
        return new Document(null, null, null, source, sections);
    }
}

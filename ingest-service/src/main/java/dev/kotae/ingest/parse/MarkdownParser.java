package dev.kotae.ingest.parse;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown by CommonMark, with GitHub's tables and YAML front matter. Headings inside quotations and lists are text. A block reaches
 * from its first line to the next block, so that no line is lost whatever it is.
 */
final class MarkdownParser implements DocumentParser {

    /** Only blocks are looked for: inline markup stays as it is written. */
    private static final Parser BLOCKS = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .inlineParserFactory(context -> (lines, node) -> {})
            .build();

    @Override
    public Document parse(String source) {
        FrontMatter front = FrontMatter.of(source);
        SectionCollector sections = new SectionCollector(source, front.end());
        Node root = BLOCKS.parse(source.substring(front.end()));
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            if (node.getSourceSpans().isEmpty()) {
                continue;
            }
            if (node instanceof Heading heading) {
                sections.heading(heading.getLevel(), front.end() + start(node), front.end() + end(node));
            } else if (node instanceof BulletList || node instanceof OrderedList) {
                for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
                    sections.block(front.end() + start(item));
                }
            } else if (node instanceof ThematicBreak) {
                sections.line(front.end() + start(node));
            } else {
                sections.block(front.end() + start(node));
            }
        }
        return sections.document(front.fields());
    }

    private static int start(Node node) {
        return node.getSourceSpans().get(0).getInputIndex();
    }

    private static int end(Node node) {
        SourceSpan last = node.getSourceSpans().get(node.getSourceSpans().size() - 1);
        return last.getInputIndex() + last.getLength();
    }
}

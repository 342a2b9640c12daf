package dev.kotae.ingest.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What a heading says without its markup, and the anchor that its author gave it as {@code {#anchor}}.
 *
 * @param text the plain text, blanks joined
 * @param anchor the anchor, or null
 */
record HeadingText(String text, String anchor) {

    private static final Parser INLINE = Parser.builder().build();
    private static final Pattern GIVEN_ANCHOR = Pattern.compile("[ \\t]*\\{#([^\\s{}]+)}[ \\t]*\\z");

    /** Reads the Markdown source of a heading. */
    static HeadingText of(String source) {
        StringBuilder plain = new StringBuilder();
        INLINE.parse(source).accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                plain.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                plain.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                plain.append(' ');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
                plain.append(' ');
            }
        });
        String text = plain.toString().strip().replaceAll("\\s+", " ");
        Matcher given = GIVEN_ANCHOR.matcher(text);
        return given.find()
                ? new HeadingText(text.substring(0, given.start()), given.group(1))
                : new HeadingText(text, null);
    }
}

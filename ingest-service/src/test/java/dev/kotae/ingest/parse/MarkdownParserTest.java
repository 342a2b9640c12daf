package dev.kotae.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.ingest.parse.Document.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownParserTest {

    private final MarkdownParser parser = new MarkdownParser();

    @Test
    void headingsMakeSectionsWithTheirPath() {
        Document document = parser.parse(
                """
                before

                # Install
                one

                ## On Linux
                two

                # Run
                ### Fast
                three
                """);

        assertThat(document.title()).isEqualTo("Install");
        assertThat(document.sections())
                .extracting(Section::headings)
                .containsExactly(List.of(), List.of("Install"), List.of("Install", "On Linux"), List.of("Run", "Fast"));
        assertThat(document.sections()).extracting(Section::anchor).containsExactly("", "install", "on-linux", "fast");
        assertThat(blocks(document)).containsExactly("before", "one", "two", "three");
    }

    @Test
    void blocksKeepTheirSourceWordForWord() {
        String table = "| a | b |\n|---|---|\n| 1 | 2 |";
        String code = "```java\nint a;\n\nint b;\n```";
        String indented = "    indented code\n\n    goes on";
        Document document = parser.parse(String.join(
                "\n\n",
                "A *paragraph*\nof two lines",
                code,
                table,
                "{{< shortcode >}}",
                "> quoted\n> # not a heading",
                indented,
                "- one\n  more\n- two\n\n  # not a heading either\n\n  two more",
                "<div>\n# in html\n</div>",
                "[link]: https://example.com",
                "---",
                "end"));

        assertThat(document.sections()).hasSize(1);
        assertThat(blocks(document))
                .containsExactly(
                        "A *paragraph*\nof two lines",
                        code,
                        table,
                        "{{< shortcode >}}",
                        "> quoted\n> # not a heading",
                        indented,
                        "- one\n  more",
                        "- two\n\n  # not a heading either\n\n  two more",
                        "<div>\n# in html\n</div>",
                        "[link]: https://example.com\n\n---",
                        "end");
    }

    @Test
    void frontMatterIsMetadata() {
        Document document = parser.parse(
                """
                ---
                title: "Publish: a guide"
                language: ja
                url: https://example.com/publish
                tags: [a, b]
                ---

                # Heading

                text
                """);

        assertThat(document.title()).isEqualTo("Publish: a guide");
        assertThat(document.language()).isEqualTo("ja");
        assertThat(document.url()).isEqualTo("https://example.com/publish");
        assertThat(blocks(document)).containsExactly("text");
    }

    @Test
    void whatOnlyLooksLikeFrontMatterIsText() {
        assertThat(blocks(parser.parse("---\ntitle: never closed\n\ntext")))
                .containsExactly("---", "title: never closed", "text");
        assertThat(blocks(parser.parse("---\n\nJust words.\n\n---\n\ntext")))
                .containsExactly("---", "Just words.\n\n---", "text");
        assertThat(blocks(parser.parse("---\n---\ntext"))).containsExactly("text");
    }

    @Test
    void anchorsAreThoseOfGitHub() {
        Document document = parser.parse(
                """
                # Hello, *World*!
                a
                # Hello World
                b
                # はじめに：設定（応用）
                c
                # `code` & more_things [link](https://example.com)
                d
                # Given {#my-anchor}
                e
                # Hello World
                f

                Setext
                ======
                g
                """);

        assertThat(document.sections())
                .extracting(Section::anchor)
                .containsExactly(
                        "hello-world",
                        "hello-world-1",
                        "はじめに設定応用",
                        "code--more_things-link",
                        "my-anchor",
                        "hello-world-2",
                        "setext");
        assertThat(document.sections().get(4).headings()).containsExactly("Given");
    }

    @Test
    void aHeadingWithNothingUnderItIsNotLost() {
        Document document = parser.parse("# One\n## Two\n# Three\n## Four\ntext");

        assertThat(blocks(document)).containsExactly("## Two", "text");
        assertThat(document.sections().get(0).headings()).containsExactly("One", "Two");
        assertThat(document.sections().get(1).headings()).containsExactly("Three", "Four");
    }

    @Test
    void windowsLinesAndByteOrderMarksDoNotMatter() {
        Document document = parser.parse("\uFEFF---\r\ntitle: T\r\n---\r\n# H\r\none\r\ntwo\r\n\r\nthree\r\n");

        assertThat(document.title()).isEqualTo("T");
        assertThat(blocks(document)).containsExactly("one\r\ntwo", "three");
    }

    @Test
    void anEmptyDocumentHasNoSections() {
        assertThat(parser.parse("").sections()).isEmpty();
        assertThat(parser.parse(" \n\t\n").sections()).isEmpty();
        assertThat(parser.parse("---\ntitle: T\n---\n").sections()).isEmpty();
    }

    @Test
    void structureWithoutEndStopsNoParser() {
        String blank = "\n".repeat(1_000_000);
        String quotes = ">".repeat(50_000) + "a\n";
        String comments = "---\n" + "# comment\n".repeat(100_000) + "a: b\n---\ntext";

        assertThat(blocks(new PlainTextParser().parse(blank + "a" + blank))).containsExactly("a");
        assertThat(blocks(parser.parse(blank + "a" + blank))).containsExactly("a");
        assertThat(blocks(parser.parse(quotes))).containsExactly(quotes.strip());
        assertThat(blocks(parser.parse(comments))).containsExactly("text");
    }

    @Test
    void plainTextHasParagraphs() {
        Document document = new PlainTextParser().parse("\n# not a heading\ntwo\n \n\t\n  three\n\n");

        assertThat(document.sections()).hasSize(1);
        assertThat(blocks(document)).containsExactly("# not a heading\ntwo", "  three");
    }

    private static List<String> blocks(Document document) {
        return document.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .map(block -> document.source().substring(block.start(), block.end()))
                .toList();
    }
}

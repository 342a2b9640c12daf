package dev.kotae.ingest.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * The YAML that may stand between two lines of {@code ---} before a Markdown text. It counts as such only if it is closed and its
 * first line names a field: else it is text, and text is never lost.
 *
 * @param fields the first value of each field
 * @param end where the text begins behind it; 0 where there is none
 */
record FrontMatter(Map<String, String> fields, int end) {

    private static final Pattern DELIMITED = Pattern.compile(
            "\\A\\uFEFF?---[ \\t]*\\R(.*?)^(?:---|\\.\\.\\.)[ \\t]*(?:\\R|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][\\w.-]*[ \\t]*:(?:[ \\t].*)?");
    private static final Parser YAML = Parser.builder()
            .extensions(List.of(YamlFrontMatterExtension.create()))
            .build();

    static FrontMatter of(String source) {
        Matcher matcher = DELIMITED.matcher(source);
        if (!source.startsWith("---") && !source.startsWith("\uFEFF---") || !matcher.find()) {
            return new FrontMatter(Map.of(), 0);
        }
        String yaml = matcher.group(1);
        if (!beginsWithField(yaml)) {
            return new FrontMatter(Map.of(), 0);
        }
        Node parsed = YAML.parse("---\n" + yaml + "---\n");
        YamlFrontMatterVisitor visitor = new YamlFrontMatterVisitor();
        parsed.accept(visitor);
        Map<String, String> fields = new HashMap<>();
        visitor.getData().forEach((name, values) -> {
            if (!values.isEmpty() && !values.get(0).isBlank()) {
                fields.put(name, values.get(0).strip());
            }
        });
        return new FrontMatter(Map.copyOf(fields), matcher.end());
    }

    private static boolean beginsWithField(String yaml) {
        return yaml.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .map(line -> FIELD.matcher(line).matches())
                .orElse(true);
    }
}

package dev.kotae.ingest.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kotae.ingest.change.RejectedChangeException;
import dev.kotae.ingest.change.RejectedChangeException.Reason;
import dev.kotae.ingest.parse.DocumentParsers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {

    private static final int LIMIT = 64;
    private static final String WORDS = "stream store vector chunk ledger fence answer source model rating query index";

    private final Splitter splitter = new Splitter(SplitterTest::tokens, LIMIT, 10_000);

    @Test
    void aSectionThatFitsIsOneChunkWithItsHeadingsBeforeIt() {
        List<SplitChunk> chunks = markdown("# A\n## B\none\n\ntwo\n\n- three\n- four\n## C\nfive");

        assertThat(chunks).extracting(SplitChunk::text).containsExactly("one\n\ntwo\n\n- three\n- four", "five");
        assertThat(chunks)
                .extracting(SplitChunk::embeddedText)
                .containsExactly("A > B\n\none\n\ntwo\n\n- three\n- four", "A > C\n\nfive");
        assertThat(chunks).extracting(SplitChunk::anchor).containsExactly("b", "c");
    }

    @Test
    void codeBlocksAndTablesStayWholeWhereTheyFit() {
        String code = "```\n" + words(30, 1) + "\n\n" + words(20, 2) + "\n```";
        String table = "| a | b |\n|---|---|\n"
                + IntStream.range(0, 8).mapToObj(i -> "| " + i + " | x |").collect(Collectors.joining("\n"));

        List<SplitChunk> chunks = markdown(words(40, 3) + "\n\n" + code + "\n\n" + words(40, 4) + "\n\n" + table);

        assertThat(chunks).anyMatch(chunk -> chunk.text().contains(code));
        assertThat(chunks).anyMatch(chunk -> chunk.text().contains(table));
    }

    @Test
    void aBlockThatIsTooLongIsPartedByLinesThenSentencesThenAnywhere() {
        String lines = IntStream.range(0, 20)
                .mapToObj(i -> "line " + i + " " + words(8, i))
                .collect(Collectors.joining("\n"));
        assertThat(plain(lines)).allMatch(chunk -> chunk.text().startsWith("line "));

        String sentences = IntStream.range(0, 20)
                .mapToObj(i -> "Sentence " + i + " " + words(8, i) + ".")
                .collect(Collectors.joining(" "));
        assertThat(plain(sentences))
                .allMatch(chunk ->
                        chunk.text().startsWith("Sentence") && chunk.text().endsWith("."));

        String japanese = IntStream.range(0, 20).mapToObj(i -> "第" + i + "文です。").collect(Collectors.joining());
        assertThat(new Splitter(String::length, LIMIT, 100)
                        .split(new DocumentParsers().of("text/plain").parse(japanese)))
                .hasSizeGreaterThan(1)
                .allMatch(chunk -> chunk.text().startsWith("第") && chunk.text().endsWith("。"));

        String nothing = "𠮷".repeat(2000);
        List<SplitChunk> cut = plain(nothing);
        assertThat(cut).hasSizeGreaterThan(1).allMatch(chunk -> chunk.text().length() <= LIMIT * 10);
        assertThat(cut).allMatch(chunk -> chunk.text().codePoints().allMatch(c -> c == 0x20BB7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/markdown", "text/plain"})
    void everyCharacterThatIsNotBlankIsInExactlyOneChunk(String type) {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            String source = randomDocument(random, type.equals("text/markdown"));
            String expected = type.equals("text/markdown") ? source.replaceAll("(?m)^#+ .*$", "") : source;

            List<SplitChunk> chunks =
                    splitter.split(new DocumentParsers().of(type).parse(source));

            assertThat(chunks).allMatch(chunk -> tokens(chunk.embeddedText()) <= LIMIT);
            String together = chunks.stream().map(SplitChunk::text).collect(Collectors.joining());
            assertThat(together.replaceAll("\\s", "")).isEqualTo(expected.replaceAll("\\s", ""));
        }
    }

    @Test
    void anEditInALongSectionChangesAtMostThreeChunks() {
        Random random = new Random(11);
        List<Integer> changes = new ArrayList<>();
        for (int round = 0; round < 500; round++) {
            List<String> paragraphs = IntStream.range(0, 80)
                    .mapToObj(i -> words(4 + random.nextInt(30), random.nextInt()))
                    .collect(Collectors.toCollection(ArrayList::new));
            Set<String> before = embedded(paragraphs);
            int place = random.nextInt(paragraphs.size());
            String fresh = words(4 + random.nextInt(30), random.nextInt());
            switch (round % 3) {
                case 0 -> paragraphs.set(place, fresh);
                case 1 -> paragraphs.add(place, fresh);
                default -> paragraphs.remove(place);
            }

            Set<String> after = embedded(paragraphs);

            after.removeAll(before);
            changes.add(after.size());
        }
        assertThat(changes).allMatch(changed -> changed <= 3);
        assertThat(changes.stream().mapToInt(i -> i).average().orElseThrow()).isLessThan(1.7);
    }

    @Test
    void chunksAreWellFilled() {
        List<String> paragraphs =
                IntStream.range(0, 400).mapToObj(i -> words(4 + i % 20, i)).toList();

        List<SplitChunk> chunks = markdown("# H\n\n" + String.join("\n\n", paragraphs));

        assertThat(chunks.stream()
                        .mapToInt(chunk -> tokens(chunk.embeddedText()))
                        .average()
                        .orElseThrow())
                .isGreaterThan(LIMIT * 0.55);
    }

    @Test
    void headingsAreBoundedAndNeverPushTheTextOut() {
        String heading = words(100, 1);
        List<SplitChunk> chunks = markdown("# Top\n## " + heading + "\n### Last\n" + words(50, 2));

        assertThat(chunks).allMatch(chunk -> tokens(chunk.embeddedText()) <= LIMIT);
        assertThat(chunks.get(chunks.size() - 1).embeddedText()).startsWith("Last\n\n");
        assertThat(chunks.get(chunks.size() - 1).section()).containsExactly("Top", heading, "Last");
    }

    @Test
    void aDocumentWithTooManyChunksIsRejectedSoon() {
        Splitter few = new Splitter(SplitterTest::tokens, LIMIT, 10);

        assertThatThrownBy(
                        () -> few.split(new DocumentParsers().of("text/plain").parse(words(100_000, 1))))
                .isInstanceOfSatisfying(RejectedChangeException.class, rejection -> assertThat(rejection.reason())
                        .isEqualTo(Reason.TOO_MANY_CHUNKS));
        assertThatThrownBy(() ->
                        few.split(new DocumentParsers().of("text/markdown").parse("# h\nx\n".repeat(11))))
                .isInstanceOf(RejectedChangeException.class);
    }

    private Set<String> embedded(List<String> paragraphs) {
        return markdown("# H\n\n" + String.join("\n\n", paragraphs)).stream()
                .map(SplitChunk::embeddedText)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private List<SplitChunk> markdown(String source) {
        return splitter.split(new DocumentParsers().of("text/markdown").parse(source));
    }

    private List<SplitChunk> plain(String source) {
        return splitter.split(new DocumentParsers().of("text/plain").parse(source));
    }

    private static String randomDocument(Random random, boolean headings) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            switch (random.nextInt(headings ? 8 : 5)) {
                case 0 ->
                    source.append("```\n").append(words(random.nextInt(90), i)).append("\n\nx\n```\n\n");
                case 1 -> source.append("x".repeat(random.nextInt(1500))).append("\n\n");
                case 2 -> source.append("日本語の文です。".repeat(random.nextInt(90))).append("\n");
                case 3 ->
                    source.append("- a\n- ")
                            .append(words(random.nextInt(90), i))
                            .append("\n  - b\n\n");
                case 4 -> source.append("  \n\t\n---\n\n| a |\n|---|\n| b |\n\n");
                default ->
                    source.append("#".repeat(1 + random.nextInt(3)))
                            .append(" Heading ")
                            .append(i)
                            .append("\n\ntext. ")
                            .append(words(random.nextInt(200), i))
                            .append("\n\n");
            }
        }
        return source.toString();
    }

    private static String words(int count, int seed) {
        String[] words = WORDS.split(" ");
        Random random = new Random(seed);
        return random.ints(count, 0, words.length).mapToObj(i -> words[i]).collect(Collectors.joining(" "));
    }

    /** Words count one each, and two more for the marks around a text; so do characters that no alphabet has. */
    private static int tokens(String text) {
        int tokens = 2;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                tokens++;
                inWord = false;
            } else if (Character.isLetterOrDigit(c)) {
                tokens += inWord ? 0 : 1;
                inWord = true;
            } else {
                tokens += Character.isWhitespace(c) ? 0 : 1;
                inWord = false;
            }
        }
        return tokens;
    }
}

package dev.kotae.query.citation;

import dev.kotae.common.index.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Judges a finished text: which source each sentence cites, by which span, and whether that span supports it. */
public final class Citations {

    private final Support support;

    /** @param support how support is judged */
    public Citations(Support support) {
        this.support = support;
    }

    /**
     * The final text and its citations.
     *
     * @param text the answer; citations that were inferred have their markers in it
     * @param citations one per marker, in the order of their first mention; the best supported of several mentions
     */
    public record Judged(String text, List<Citation> citations) {}

    /**
     * Judges a text whose markers are resolved already, see {@link Markers}.
     *
     * @param text the model's text
     * @param sources what the model was given
     */
    public Judged judge(String text, List<Source> sources) {
        Map<Integer, Citation> citations = new LinkedHashMap<>();
        StringBuilder judged = new StringBuilder();
        int from = 0;
        for (String sentence : Sentences.of(text)) {
            int start = text.indexOf(sentence, from);
            judged.append(text, from, start).append(sentence);
            from = start + sentence.length();
            List<Integer> markers = markers(sentence);
            String bare = Markers.MARKER.matcher(sentence).replaceAll("").strip();
            for (int marker : markers) {
                Source source = sources.get(marker - 1);
                cite(citations, source, support.best(bare, source.text()), false);
            }
            if (markers.isEmpty()) {
                infer(bare, sources).ifPresent(inferred -> {
                    judged.append(" [").append(inferred.source().marker()).append(']');
                    cite(citations, inferred.source(), inferred.span(), true);
                });
            }
        }
        judged.append(text.substring(from));
        return new Judged(judged.toString().strip(), List.copyOf(citations.values()));
    }

    private java.util.Optional<Inferred> infer(String sentence, List<Source> sources) {
        return sources.stream()
                .map(source -> new Inferred(source, support.best(sentence, source.text())))
                .filter(inferred -> inferred.span().mayBeInferred())
                .max(Comparator.comparingDouble(
                                (Inferred inferred) -> inferred.span().share())
                        .thenComparing(inferred -> -inferred.source().marker()));
    }

    private static List<Integer> markers(String sentence) {
        List<Integer> markers = new ArrayList<>();
        Matcher marker = Markers.MARKER.matcher(sentence);
        while (marker.find()) {
            int value = Integer.parseInt(marker.group(1));
            if (!markers.contains(value)) {
                markers.add(value);
            }
        }
        return markers;
    }

    private static void cite(Map<Integer, Citation> citations, Source source, Support.Span span, boolean inferred) {
        Citation before = citations.get(source.marker());
        if (before != null && (before.supported() || !span.supports())) {
            return;
        }
        Hit hit = source.hit();
        citations.put(
                source.marker(),
                new Citation(
                        source.marker(),
                        hit.generation().collection(),
                        hit.documentId(),
                        hit.version(),
                        hit.title(),
                        address(hit),
                        String.join(" > ", hit.section()),
                        span.supports() ? span.quote() : null,
                        span.supports(),
                        inferred,
                        hit.chunkId().value(),
                        hit.contentHash()));
    }

    /** The section's address: the document's with its fragment, unless the document's has one of its own. */
    private static String address(Hit hit) {
        return hit.url() == null || hit.anchor().isEmpty() || hit.url().contains("#")
                ? hit.url()
                : hit.url() + "#" + hit.anchor();
    }

    private record Inferred(Source source, Support.Span span) {}
}

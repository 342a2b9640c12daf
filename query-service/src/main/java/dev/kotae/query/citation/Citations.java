package dev.kotae.query.citation;

import dev.kotae.common.index.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
     * @param unsupported the sentences that no source supports, in order
     */
    public record Judged(String text, List<Citation> citations, List<Span> unsupported) {}

    /**
     * Judges a text whose markers are resolved already, see {@link Markers}.
     *
     * @param written the model's text
     * @param sources what the model was given
     */
    public Judged judge(String written, List<Source> sources) {
        String text = Markers.resolve(written.strip(), sources.size());
        List<Markers.Mention> mentions = Markers.in(text);
        Map<Integer, Citation> citations = new LinkedHashMap<>();
        List<Span> unsupported = new ArrayList<>();
        StringBuilder judged = new StringBuilder();
        int from = 0;
        for (Claims.Sentence sentence : Claims.of(text)) {
            judged.append(text, from, sentence.start());
            int start = judged.length();
            judged.append(sentence.text());
            from = sentence.end();
            Set<Integer> markers = markers(sentence, mentions);
            String bare = bare(sentence, mentions);
            boolean supported = false;
            for (int marker : markers) {
                Source source = sources.get(marker - 1);
                Support.Place place = support.best(bare, source.text());
                supported |= place.supports();
                cite(citations, source, place, false);
            }
            if (markers.isEmpty() && sentence.claims()) {
                Optional<Inferred> inferred = infer(bare, sources);
                inferred.ifPresent(it -> {
                    judged.append(" [").append(it.source().marker()).append(']');
                    cite(citations, it.source(), it.place(), true);
                });
                supported = inferred.isPresent();
            }
            if (!supported && sentence.claims() && !supports(bare, sources)) {
                unsupported.add(new Span(start, judged.length(), judged.substring(start)));
            }
        }
        judged.append(text.substring(from));
        return new Judged(judged.toString(), List.copyOf(citations.values()), unsupported);
    }

    /** Whether any source says it: enough to stand in the answer, if not to be cited. */
    private boolean supports(String sentence, List<Source> sources) {
        return sources.stream()
                .anyMatch(source -> support.best(sentence, source.text()).supports());
    }

    private Optional<Inferred> infer(String sentence, List<Source> sources) {
        return sources.stream()
                .map(source -> new Inferred(source, support.best(sentence, source.text())))
                .filter(inferred -> inferred.place().mayBeInferred())
                .max(Comparator.comparingDouble(
                                (Inferred inferred) -> inferred.place().share())
                        .thenComparing(inferred -> -inferred.source().marker()));
    }

    private static Set<Integer> markers(Claims.Sentence sentence, List<Markers.Mention> mentions) {
        Set<Integer> markers = new LinkedHashSet<>();
        mentions.stream()
                .filter(mention -> mention.start() >= sentence.start() && mention.end() <= sentence.end())
                .forEach(mention -> markers.add(mention.number()));
        return markers;
    }

    private static String bare(Claims.Sentence sentence, List<Markers.Mention> mentions) {
        StringBuilder bare = new StringBuilder(sentence.text());
        for (int i = mentions.size() - 1; i >= 0; i--) {
            Markers.Mention mention = mentions.get(i);
            if (mention.start() >= sentence.start() && mention.end() <= sentence.end()) {
                bare.delete(mention.start() - sentence.start(), mention.end() - sentence.start());
            }
        }
        return bare.toString().replaceAll("\\s+([.。!?！？])", "$1").strip();
    }

    private static void cite(Map<Integer, Citation> citations, Source source, Support.Place place, boolean inferred) {
        Citation before = citations.get(source.marker());
        if (before != null && (before.supported() || !place.supports())) {
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
                        place.supports() ? place.quote() : null,
                        place.supports(),
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

    private record Inferred(Source source, Support.Place place) {}
}

package dev.kotae.query.model;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.citation.Markers;
import dev.kotae.query.citation.Sentences;
import dev.kotae.query.citation.Source;
import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers with the documents' own sentences, those that hold most of the question's terms. Invents nothing, needs no server.
 */
final class ExtractiveModel implements Model {

    static final String ID = "extractive";
    private static final int MAX_SENTENCES = 3;
    private static final int MAX_LENGTH = 600;

    /** A further sentence must say at least this much of what the best one says. */
    private static final double WORTH = 0.6;

    /** What a sentence's place counts: a little for an early source, a little for an early sentence. */
    private static final double PLACE = 0.08;

    private final TextAnalyzer analyzer;

    ExtractiveModel(TextAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String provider() {
        return "kotae";
    }

    @Override
    public String revision() {
        return "1";
    }

    @Override
    public boolean followsInstructions() {
        return false;
    }

    /** Reads and analyses some thousand words: on a worker thread. */
    @Override
    public Multi<ModelEvent> answer(Prompt prompt) {
        return Multi.createFrom()
                .items(() -> {
                    List<ModelEvent> events = new ArrayList<>();
                    events.add(new ModelEvent.Started(this, Map.of(), 0));
                    for (Picked sentence : pick(prompt)) {
                        String gap = events.size() == 1 ? "" : " ";
                        events.add(new ModelEvent.Token(gap + Markers.disarm(sentence.text()) + " ["
                                + sentence.source().marker() + "]"));
                    }
                    events.add(new ModelEvent.Finished("stop", null, null));
                    return events.stream();
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** The sentences of an answer, in the documents' order; lines where no source has a sentence, as tables and code have none. */
    List<Picked> pick(Prompt prompt) {
        List<Picked> all = candidates(prompt, ExtractiveModel::sentences);
        if (all.isEmpty()) {
            all = candidates(prompt, ExtractiveModel::lines);
        }
        List<Picked> best = all.stream()
                .sorted(Comparator.comparingDouble(Picked::score).reversed())
                .limit(MAX_SENTENCES)
                .toList();
        Set<String> seen = new LinkedHashSet<>();
        return best.stream()
                .filter(sentence -> sentence.score() >= WORTH * best.get(0).score() && seen.add(sentence.text()))
                .sorted(Comparator.comparingInt(
                                (Picked sentence) -> sentence.source().marker())
                        .thenComparingInt(Picked::place))
                .toList();
    }

    private List<Picked> candidates(Prompt prompt, Function<String, List<String>> cut) {
        Set<String> terms = prompt.question().distinctTerms();
        List<Picked> all = new ArrayList<>();
        for (Source source : prompt.sources()) {
            Set<String> heading =
                    new HashSet<>(analyzer.terms(String.join("\n", source.hit().section())));
            int place = 0;
            for (String piece : cut.apply(source.text())) {
                if (!piece.isEmpty()) {
                    all.add(new Picked(source, piece, place, score(terms, heading, piece, source.marker(), place)));
                }
                place++;
            }
        }
        return all;
    }

    /** Sentences of prose; empty in place of those that are too long or only lead to what follows. */
    private static List<String> sentences(String text) {
        return Sentences.prose(text).stream()
                .map(sentence -> sentence.length() > MAX_LENGTH || sentence.endsWith(":") || sentence.endsWith("：")
                        ? ""
                        : sentence)
                .toList();
    }

    /** Lines that say something, the start of those that are too long. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(line -> line.substring(0, Math.min(MAX_LENGTH, line.length())))
                .toList();
    }

    /** Terms in the sentence count whole, those only in its heading half: the heading says what the sentence is about. */
    private double score(Set<String> terms, Set<String> heading, String sentence, int marker, int place) {
        Set<String> found = new HashSet<>(analyzer.terms(sentence));
        double hits = 0;
        for (String term : terms) {
            if (found.contains(term)) {
                hits += 1;
            } else if (heading.contains(term)) {
                hits += 0.5;
            }
        }
        double share = terms.isEmpty() ? 0 : hits / terms.size();
        return share + PLACE / marker + PLACE / (1 + place);
    }

    /** A sentence of a source. */
    record Picked(Source source, String text, int place, double score) {}
}

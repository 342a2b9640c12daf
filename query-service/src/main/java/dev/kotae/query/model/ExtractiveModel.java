package dev.kotae.query.model;

import dev.kotae.common.text.TextAnalyzer;
import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers with the documents' own sentences, those that hold most of the question's terms. Invents nothing, needs no server.
 */
final class ExtractiveModel implements Model {

    static final String ID = "extractive";
    private static final int MAX_SENTENCES = 3;

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
                    for (Quote quote : pick(prompt)) {
                        events.add(new ModelEvent.Token((events.size() == 1 ? "" : " ") + quote.marked()));
                    }
                    events.add(new ModelEvent.Finished("stop", null, null));
                    return events.stream();
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** The sentences of an answer, in the documents' order. */
    List<Quote> pick(Prompt prompt) {
        Set<String> terms = prompt.question().distinctTerms();
        Map<Source, Set<String>> headings = new HashMap<>();
        List<Picked> best = Quote.of(prompt.sources()).stream()
                .map(quote ->
                        new Picked(quote, score(terms, headings.computeIfAbsent(quote.source(), this::heading), quote)))
                .sorted(Comparator.comparingDouble(Picked::score).reversed())
                .limit(MAX_SENTENCES)
                .toList();
        Set<String> seen = new LinkedHashSet<>();
        return best.stream()
                .filter(picked -> picked.score() >= WORTH * best.get(0).score()
                        && seen.add(picked.quote().text()))
                .map(Picked::quote)
                .sorted(Comparator.comparingInt((Quote quote) -> quote.source().marker())
                        .thenComparingInt(Quote::place))
                .toList();
    }

    private Set<String> heading(Source source) {
        return new HashSet<>(analyzer.terms(String.join("\n", source.hit().section())));
    }

    /** Terms in the sentence count whole, those only in its heading half: the heading says what the sentence is about. */
    private double score(Set<String> terms, Set<String> heading, Quote quote) {
        Set<String> found = new HashSet<>(analyzer.terms(quote.text()));
        double hits = 0;
        for (String term : terms) {
            if (found.contains(term)) {
                hits += 1;
            } else if (heading.contains(term)) {
                hits += 0.5;
            }
        }
        double share = terms.isEmpty() ? 0 : hits / terms.size();
        return share + PLACE / quote.source().marker() + PLACE / (1 + quote.place());
    }

    private record Picked(Quote quote, double score) {}
}

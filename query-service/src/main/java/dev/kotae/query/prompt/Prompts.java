package dev.kotae.query.prompt;

import dev.kotae.query.citation.Source;
import dev.kotae.query.search.Question;
import dev.kotae.query.search.RankedHit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes prompts: the language's template, and as many chunks as fit. */
public final class Prompts {

    /** Tokens are estimated: about four Latin letters, or one Japanese, a token. */
    private static final double LATIN_PER_TOKEN = 4;

    private final Map<String, PromptTemplate> templates =
            Map.of("en", PromptTemplate.read("answer-en"), "ja", PromptTemplate.read("answer-ja"));
    private final int maxTokens;

    /** @param maxTokens about how many tokens the documents of a prompt may have; the first is always in it, cut if need be */
    public Prompts(int maxTokens) {
        this.maxTokens = maxTokens;
    }

    /**
     * Numbers the chunks for a prompt: best first, each with its neighbours of the same section while there is room, none twice.
     *
     * @param maxChunks at most so many
     */
    public List<Source> sources(List<RankedHit> hits, int maxChunks) {
        List<Source> sources = new ArrayList<>();
        Set<String> given = new HashSet<>();
        double room = maxTokens;
        for (RankedHit ranked : hits) {
            if (sources.size() == maxChunks) {
                break;
            }
            String place =
                    ranked.hit().documentId() + "\n" + ranked.hit().generation().collection() + "\n";
            if (given.contains(place + ranked.hit().ordinal())) {
                continue;
            }
            String text = ranked.hit().text();
            if (tokens(text) > room) {
                if (!sources.isEmpty()) {
                    continue;
                }
                text = text.substring(0, (int) Math.min(text.length(), room));
            }
            String after = ranked.hit().after();
            if (after != null && tokens(text) + tokens(after) <= room / 2) {
                text = text + "\n\n" + after;
                given.add(place + (ranked.hit().ordinal() + 1));
            }
            given.add(place + ranked.hit().ordinal());
            room -= tokens(text);
            sources.add(new Source(sources.size() + 1, ranked.hit(), text));
        }
        return sources;
    }

    /** The prompt for a question; a language without a template gets the English one. */
    public Prompt prompt(Question question, List<Source> sources, List<Prompt.Turn> history) {
        return templates.getOrDefault(question.language(), templates.get("en")).fill(question, sources, history);
    }

    private static double tokens(String text) {
        long wide = text.codePoints().filter(c -> c >= 0x2E80).count();
        return wide + (text.length() - wide) / LATIN_PER_TOKEN;
    }
}

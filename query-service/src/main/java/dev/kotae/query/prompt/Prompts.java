package dev.kotae.query.prompt;

import dev.kotae.query.citation.Quote;
import dev.kotae.query.citation.Source;
import dev.kotae.query.prompt.PromptBudget.Form;
import dev.kotae.query.prompt.PromptTemplates.Purpose;
import dev.kotae.query.search.Question;
import dev.kotae.query.search.RankedHit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes prompts: the language's template, and as many chunks and earlier turns as fit. Safe for use by several threads. */
public final class Prompts {

    private volatile PromptTemplates templates;

    /** @param templates the templates, until others {@linkplain #use replace} them */
    public Prompts(PromptTemplates templates) {
        this.templates = templates;
    }

    /** Goes on with other templates. */
    public void use(PromptTemplates others) {
        templates = others;
    }

    /**
     * Numbers the chunks for a prompt: best first, each with its neighbours of the same section while there is room, none twice. The
     * first is always there, cut if need be.
     */
    public List<Source> sources(List<RankedHit> hits, PromptBudget budget) {
        List<Source> sources = new ArrayList<>();
        Set<String> given = new HashSet<>();
        double room = budget.documentTokens();
        for (RankedHit ranked : hits) {
            if (sources.size() == budget.maxChunks()) {
                break;
            }
            String place =
                    ranked.hit().documentId() + "\n" + ranked.hit().generation().collection() + "\n";
            if (given.contains(place + ranked.hit().ordinal())) {
                continue;
            }
            String text = ranked.hit().text();
            if (TokenEstimate.of(text) > room) {
                if (!sources.isEmpty()) {
                    continue;
                }
                text = TokenEstimate.cut(text, room);
            }
            String after = ranked.hit().after();
            if (after != null && TokenEstimate.of(text) + TokenEstimate.of(after) <= room / 2) {
                text = text + "\n\n" + after;
                given.add(place + (ranked.hit().ordinal() + 1));
            }
            given.add(place + ranked.hit().ordinal());
            room -= TokenEstimate.of(text);
            sources.add(new Source(sources.size() + 1, ranked.hit(), text));
        }
        return sources;
    }

    /** The prompt for a question. */
    public Prompt answer(Question question, List<Source> sources, List<Prompt.Turn> history, PromptBudget budget) {
        return answer(question, sources, history, budget, null);
    }

    /**
     * The prompt for a question, by a template that is tried.
     *
     * @param tried the template's text; null for the language's own
     */
    public Prompt answer(
            Question question, List<Source> sources, List<Prompt.Turn> history, PromptBudget budget, String tried) {
        PromptTemplate template = template(question.language(), budget.form(), tried);
        List<Quote> quotes = tried == null && budget.form() == Form.QUOTES ? Quote.of(sources) : List.of();
        return new Prompt(
                template.id(),
                template.hash(),
                question,
                sources,
                quotes,
                template.fill(
                        Map.of(
                                "documents",
                                DocumentFence.of(sources),
                                "sentences",
                                DocumentFence.ofQuotes(quotes),
                                "question",
                                question.text()),
                        latest(history, budget.historyTokens())),
                budget);
    }

    /** The prompt that asks for one question in place of a conversation. */
    public Prompt condense(Question question, List<Prompt.Turn> history, PromptBudget budget) {
        PromptTemplate template = templates.of(Purpose.CONDENSE, question.language());
        StringBuilder said = new StringBuilder();
        for (Prompt.Turn turn : latest(history, budget.historyTokens())) {
            said.append(turn.role()).append(": ").append(turn.content()).append('\n');
        }
        return new Prompt(
                template.id(),
                template.hash(),
                question,
                List.of(),
                List.of(),
                template.fill(Map.of("history", said.toString().strip(), "question", question.text()), List.of()),
                budget);
    }

    /**
     * The prompt that asks which of two answers is better. What the answers take is not left to the documents.
     *
     * @param hits the chunks that both answers were made from, best first
     */
    public Prompt judge(Question question, List<RankedHit> hits, String first, String second, PromptBudget budget) {
        PromptTemplate template = templates.of(Purpose.JUDGE, question.language());
        double answers = TokenEstimate.of(first) + TokenEstimate.of(second);
        List<Source> sources = sources(hits, budget.less((int) Math.ceil(answers)));
        return new Prompt(
                template.id(),
                template.hash(),
                question,
                sources,
                List.of(),
                template.fill(
                        Map.of(
                                "documents",
                                DocumentFence.of(sources),
                                "question",
                                DocumentFence.plain(question.text()),
                                "first",
                                DocumentFence.plain(first),
                                "second",
                                DocumentFence.plain(second)),
                        List.of()),
                budget);
    }

    /** What the templates themselves say, which no answer has to repeat. */
    public List<String> ownWords(String language, Form form, String tried) {
        return template(language, form, tried).ownWords();
    }

    /**
     * Looks whether answers could be asked for with a template.
     *
     * @throws IllegalStateException that says what is wrong with it
     */
    public static void check(String tried) {
        PromptTemplates.tried(tried);
    }

    private PromptTemplate template(String language, Form form, String tried) {
        return tried == null ? templates.of(purpose(form), language) : PromptTemplates.tried(tried);
    }

    private static Purpose purpose(Form form) {
        return switch (form) {
            case PROSE -> Purpose.ANSWER;
            case SMALL -> Purpose.ANSWER_SMALL;
            case QUOTES -> Purpose.ANSWER_QUOTES;
        };
    }

    /** The latest turns that fit, whole. */
    private static List<Prompt.Turn> latest(List<Prompt.Turn> history, int tokens) {
        LinkedList<Prompt.Turn> kept = new LinkedList<>();
        double room = tokens;
        for (int i = history.size() - 1; i >= 0; i--) {
            room -= TokenEstimate.of(history.get(i).content());
            if (room < 0) {
                break;
            }
            kept.addFirst(history.get(i));
        }
        return List.copyOf(kept);
    }
}

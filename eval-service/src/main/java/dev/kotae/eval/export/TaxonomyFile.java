package dev.kotae.eval.export;

import dev.kotae.common.event.AnswerCompleted.Citation;
import dev.kotae.common.event.AnswerCompleted.Source;
import dev.kotae.eval.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A {@code qna.yaml} of InstructLab's taxonomy, knowledge of schema version 3: at least {@value #CONTEXTS} chunks with at least
 * {@value #QUESTIONS} questions and answers each. An answer belongs to the first chunk that it cites and that supports it.
 */
final class TaxonomyFile {

    private static final int CONTEXTS = 5;
    private static final int QUESTIONS = 3;
    private static final int MOST_CONTEXTS = 1000;
    private static final int MOST_QUESTIONS = 10;

    private final Map<String, Map<String, String>> answersByChunk = new LinkedHashMap<>();
    private final Map<String, String> textByChunk = new LinkedHashMap<>();

    /** Takes an example in; one that no chunk supports, or beyond what is kept, is left out. */
    void add(Example example) {
        supporting(example).ifPresent(source -> {
            if (answersByChunk.containsKey(source.chunkId()) || answersByChunk.size() < MOST_CONTEXTS) {
                textByChunk.put(source.chunkId(), source.text());
                Map<String, String> answers =
                        answersByChunk.computeIfAbsent(source.chunkId(), chunk -> new LinkedHashMap<>());
                boolean known = answers.keySet().stream()
                        .anyMatch(question -> Example.sameness(question).equals(Example.sameness(example.question())));
                if (!known && answers.size() < MOST_QUESTIONS) {
                    answers.put(example.question(), example.plainText());
                }
            }
        });
    }

    /**
     * The file.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409, if there are too few examples for it to be valid
     */
    String write(Head head) {
        List<Map<String, Object>> seeds = new ArrayList<>();
        answersByChunk.forEach((chunk, answers) -> {
            if (answers.size() >= QUESTIONS) {
                List<Map<String, String>> pairs = new ArrayList<>();
                answers.forEach((question, answer) -> {
                    Map<String, String> pair = new LinkedHashMap<>();
                    pair.put("question", question);
                    pair.put("answer", answer);
                    pairs.add(pair);
                });
                Map<String, Object> seed = new LinkedHashMap<>();
                seed.put("context", textByChunk.get(chunk));
                seed.put("questions_and_answers", pairs);
                seeds.add(seed);
            }
        });
        if (seeds.size() < CONTEXTS) {
            throw Problems.conflict(
                    "too-few-examples",
                    "A qna.yaml needs %d chunks with %d well-rated questions each; there are %d such chunks. Lower minStars, widen"
                                    .formatted(CONTEXTS, QUESTIONS, seeds.size())
                            + " the filters or wait for more ratings");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("repo", head.repo());
        document.put("commit", head.commit());
        document.put("patterns", head.patterns());
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("version", 3);
        file.put("domain", head.domain());
        file.put("created_by", head.createdBy());
        file.put("seed_examples", seeds);
        file.put("document_outline", head.outline());
        file.put("document", document);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(file);
    }

    private static Optional<Source> supporting(Example example) {
        List<Citation> citations = example.answer().citations();
        List<Source> sources = example.answer().sources();
        if (citations == null || sources == null) {
            return Optional.empty();
        }
        return citations.stream()
                .filter(Citation::supported)
                .flatMap(citation -> sources.stream()
                        .filter(source -> source.chunkId().equals(citation.chunkId())
                                && source.text() != null
                                && !source.text().isBlank()))
                .findFirst();
    }

    /**
     * What the file says of itself.
     *
     * @param domain the field of knowledge, as a chapter's title
     * @param createdBy who contributes it
     * @param outline what the documents are about
     * @param repo the address of the git repository that holds them
     * @param commit its commit
     * @param patterns which of its files
     */
    record Head(String domain, String createdBy, String outline, String repo, String commit, List<String> patterns) {

        /**
         * @throws io.quarkiverse.resteasy.problem.HttpProblem 400, if something is missing
         */
        Head {
            given("domain", domain);
            given("createdBy", createdBy);
            given("outline", outline);
            given("repo", repo);
            given("commit", commit);
            if (patterns == null || patterns.isEmpty()) {
                throw missing("pattern");
            }
        }

        private static void given(String name, String value) {
            if (value == null || value.isBlank()) {
                throw missing(name);
            }
        }

        private static io.quarkiverse.resteasy.problem.HttpProblem missing(String name) {
            return Problems.invalid(
                    "invalid-request",
                    "A qna.yaml says what its documents are: give domain, createdBy, outline, repo, commit and"
                            + " pattern; "
                            + name + " is missing");
        }
    }
}

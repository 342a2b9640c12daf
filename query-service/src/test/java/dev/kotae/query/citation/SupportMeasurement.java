package dev.kotae.query.citation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.document.ContentHash;
import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.OnnxEmbedder;
import dev.kotae.common.text.LuceneTextAnalyzer;
import dev.kotae.query.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How well {@code supported} agrees with people: MTRAG's answers, whose faithfulness to their passages three annotators rated from 1 to
 * 4. Methods and thresholds are compared on one half of the tasks; what is chosen is reported on the other. Not part of the build;
 * {@code bench/measure-answers support} runs it.
 */
class SupportMeasurement {

    /** An answer is faithful where the mean of its ratings is at least this. */
    private static final double FAITHFUL = 3.5;

    private static final int RESAMPLES = 2000;
    private static final double[] THRESHOLDS = {0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8};

    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();
    private final Support support = new Support(analyzer);
    private final OnnxEmbedder embedder =
            OnnxEmbedder.bgeSmallEn(Runtime.getRuntime().availableProcessors());
    private final Map<String, float[]> vectors = new HashMap<>();

    /** A sentence of an answer with what each method makes of it. */
    private record Judged(Map<String, Double> scores) {}

    private record Answer(String task, boolean faithful, List<Judged> sentences) {

        /** Half of the tasks, by their ids' hash, so that it does not depend on any order. */
        boolean forChoosing() {
            return Character.digit(ContentHash.of(task).hex().charAt(0), 16) % 2 == 0;
        }
    }

    @Test
    void agreementWithPeople() throws IOException {
        List<Answer> answers = answers();
        List<Answer> choosing = answers.stream().filter(Answer::forChoosing).toList();
        List<Answer> reporting =
                answers.stream().filter(answer -> !answer.forChoosing()).toList();
        System.out.printf(
                "%d answers to %d tasks with passages; %d to choose by (%d faithful), %d to report on (%d faithful)%n%n",
                answers.size(),
                answers.stream().map(Answer::task).distinct().count(),
                choosing.size(),
                choosing.stream().filter(Answer::faithful).count(),
                reporting.size(),
                reporting.stream().filter(Answer::faithful).count());
        System.out.println("| method | best threshold | AUC, choosing half | AUC, reporting half |\n|---|---|---|---|");
        for (String method : choosing.get(0).sentences().get(0).scores().keySet().stream()
                .sorted()
                .toList()) {
            double best = 0;
            for (double threshold : THRESHOLDS) {
                best = auc(choosing, method, threshold) > auc(choosing, method, best) ? threshold : best;
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.3f | %.3f |%n",
                    method,
                    best,
                    auc(choosing, method, best),
                    auc(reporting, method, best));
        }
        System.out.println(
                "\n| threshold | precision | recall | recall of unsupported | balanced accuracy, choosing half |");
        System.out.println("|---|---|---|---|---|");
        for (double threshold : THRESHOLDS) {
            double recall = recall(choosing, true, threshold);
            double unsupported = recall(choosing, false, threshold);
            System.out.printf(
                    Locale.ROOT,
                    "| %.2f | %.3f | %.3f | %.3f | %.3f |%n",
                    threshold,
                    precision(choosing, true, threshold),
                    recall,
                    unsupported,
                    (recall + unsupported) / 2);
        }
        System.out.println();
        report("choosing", choosing);
        report("reporting", reporting);
    }

    private void report(String half, List<Answer> answers) {
        Random random = new Random(1);
        Map<String, List<Answer>> tasks = answers.stream().collect(Collectors.groupingBy(Answer::task));
        List<String> ids = tasks.keySet().stream().sorted().toList();
        Map<String, ToDoubleFunction<List<Answer>>> figures = new java.util.LinkedHashMap<>();
        figures.put("share of faithful answers' sentences (what guessing gets)", SupportMeasurement::base);
        figures.put("precision of supported, by sentence", all -> precision(all, true, Support.SUPPORTED));
        figures.put("recall of supported, by sentence", all -> recall(all, true, Support.SUPPORTED));
        figures.put("precision of unsupported, by sentence", all -> precision(all, false, Support.SUPPORTED));
        figures.put("recall of unsupported, by sentence", all -> recall(all, false, Support.SUPPORTED));
        figures.put(
                "AUC of an answer's share of supported sentences", all -> auc(all, Method.CHOSEN, Support.SUPPORTED));
        figures.put(
                "AUC gained by adding the cosine (0.75)",
                all -> auc(all, Method.BOTH, 0.75) - auc(all, Method.CHOSEN, Support.SUPPORTED));
        figures.forEach((name, figure) -> {
            List<Double> resampled = new ArrayList<>();
            for (int i = 0; i < RESAMPLES; i++) {
                List<Answer> sample = new ArrayList<>();
                for (int j = 0; j < ids.size(); j++) {
                    sample.addAll(tasks.get(ids.get(random.nextInt(ids.size()))));
                }
                resampled.add(figure.applyAsDouble(sample));
            }
            resampled.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "%s half: %s %.3f (95 %%: %.3f to %.3f)%n",
                    half,
                    name,
                    figure.applyAsDouble(answers),
                    resampled.get(RESAMPLES / 40),
                    resampled.get(RESAMPLES - RESAMPLES / 40));
        });
    }

    private static double base(List<Answer> answers) {
        return share(answers, 0, (answer, supported) -> true, (answer, supported) -> answer.faithful());
    }

    private static double precision(List<Answer> answers, boolean kind, double threshold) {
        return share(
                answers,
                threshold,
                (answer, supported) -> supported == kind,
                (answer, supported) -> answer.faithful() == kind);
    }

    private static double recall(List<Answer> answers, boolean kind, double threshold) {
        return share(
                answers,
                threshold,
                (answer, supported) -> answer.faithful() == kind,
                (answer, supported) -> supported == kind);
    }

    private interface Which {
        boolean is(Answer answer, boolean supported);
    }

    private static double share(List<Answer> answers, double threshold, Which of, Which are) {
        int all = 0;
        int good = 0;
        for (Answer answer : answers) {
            for (Judged sentence : answer.sentences()) {
                boolean supported = sentence.scores().get(Method.CHOSEN) >= threshold;
                if (of.is(answer, supported)) {
                    all++;
                    good += are.is(answer, supported) ? 1 : 0;
                }
            }
        }
        return all == 0 ? Double.NaN : (double) good / all;
    }

    /** The chance that a faithful answer has a greater share of supported sentences than another one. */
    private static double auc(List<Answer> answers, String method, double threshold) {
        double better = 0;
        double pairs = 0;
        for (Answer faithful : answers) {
            for (Answer other : answers) {
                if (faithful.faithful() && !other.faithful()) {
                    double difference = supported(faithful, method, threshold) - supported(other, method, threshold);
                    better += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return better / pairs;
    }

    private static double supported(Answer answer, String method, double threshold) {
        return answer.sentences().stream()
                .mapToDouble(sentence -> sentence.scores().get(method) >= threshold ? 1 : 0)
                .average()
                .orElse(1);
    }

    private static final class Method {
        static final String CHOSEN = "terms in one or two sentences";
        static final String WHOLE = "terms in the whole passage";
        static final String MEANING = "cosine to one sentence, 0.45 to 0.9 as 0 to 1";
        static final String BOTH = "both halves: terms in one or two sentences, cosine";
        static final String EITHER = "the greater of both";
    }

    private List<Answer> answers() throws IOException {
        JsonNode data = new ObjectMapper()
                .readTree(SharedData.folder("mtrag")
                        .resolve("mtrag_human_evaluations.json")
                        .toFile());
        Map<String, String> passages = new HashMap<>();
        data.path("documents")
                .forEach(document -> passages.put(
                        document.path("document_id").asText(),
                        document.path("text").asText()));
        Map<String, List<String>> given = new HashMap<>();
        data.path("tasks").forEach(task -> {
            List<String> texts = new ArrayList<>();
            task.path("contexts")
                    .forEach(context ->
                            texts.add(passages.get(context.path("document_id").asText())));
            given.put(task.path("task_id").asText(), texts);
        });
        List<Answer> answers = new ArrayList<>();
        for (JsonNode evaluation : data.path("evaluations")) {
            String task = evaluation.path("task_id").asText();
            List<Judged> sentences = Claims.of(
                            evaluation.path("model_response").asText().strip())
                    .stream()
                    .filter(Claims.Sentence::claims)
                    .map(sentence -> judge(sentence.text(), given.get(task)))
                    .toList();
            if (!given.get(task).isEmpty() && !sentences.isEmpty()) {
                answers.add(new Answer(task, rating(evaluation) >= FAITHFUL, sentences));
            }
        }
        return answers;
    }

    private static double rating(JsonNode evaluation) {
        List<Double> ratings = new ArrayList<>();
        evaluation
                .path("annotations")
                .path("faithfulness")
                .forEach(rating -> ratings.add(rating.path("value").asDouble()));
        return ratings.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private Judged judge(String sentence, List<String> passages) {
        double terms = 0;
        double whole = 0;
        double meaning = 0;
        Set<String> said = new HashSet<>(analyzer.terms(sentence));
        for (String passage : passages) {
            terms = Math.max(terms, support.best(sentence, passage).share());
            Set<String> found = new HashSet<>(analyzer.terms(passage));
            whole = Math.max(
                    whole,
                    said.isEmpty()
                            ? 0
                            : (double) said.stream().filter(found::contains).count() / said.size());
            for (String candidate : Sentences.of(passage)) {
                meaning = Math.max(meaning, (cosine(vector(sentence), vector(candidate)) - 0.45) / 0.45);
            }
        }
        return new Judged(Map.of(
                Method.CHOSEN, terms,
                Method.WHOLE, whole,
                Method.MEANING, meaning,
                Method.BOTH, (terms + meaning) / 2,
                Method.EITHER, Math.max(terms, meaning)));
    }

    private float[] vector(String text) {
        return vectors.computeIfAbsent(text, it -> {
            String readable = it;
            while (embedder.countTokens(readable) > embedder.maxTokens()) {
                readable = readable.substring(0, readable.length() / 2);
            }
            return embedder.embed(readable, Embedder.Purpose.PASSAGE).await().indefinitely();
        });
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

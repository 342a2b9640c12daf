package dev.kotae.query.citation;

import dev.kotae.common.embedding.Embedder;
import dev.kotae.common.embedding.OnnxEmbedder;
import dev.kotae.common.text.LuceneTextAnalyzer;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How well {@code supported} and {@code inferred} agree with people, on MTRAG's rated answers. A claim is taken to be as faithful as its
 * answer was rated. Not part of the build; {@code bench/measure-answers support} runs it.
 */
class SupportMeasurement {

    /** An answer is faithful where the mean of its ratings is at least this. */
    private static final double FAITHFUL = 3.5;

    private static final double[] THRESHOLDS = {0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8};

    /** Balanced accuracies this near are the same. */
    private static final double NEAR = 0.005;

    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();
    private final Support support = new Support(analyzer);
    private final OnnxEmbedder embedder =
            OnnxEmbedder.bgeSmallEn(Runtime.getRuntime().availableProcessors());
    private final Map<String, float[]> vectors = new HashMap<>();

    /** What each method makes of a claim, 0 to 1; {@code terms} is what the product uses. */
    private record Claim(double terms, double whole, double meaning, int distinctTerms) {

        boolean inferred(double threshold) {
            return terms >= threshold && distinctTerms >= Support.MIN_TERMS_TO_INFER;
        }
    }

    private record Answer(RatedAnswers.Rated rated, List<Claim> claims) {

        String conversation() {
            return rated.conversation();
        }

        double share(Predicate<Claim> supported) {
            return (double) claims.stream().filter(supported).count() / claims.size();
        }
    }

    /** Whether a claim of an answer is called supported; which answer, since thresholds are each conversation's own. */
    private interface Judge {
        boolean supported(Answer answer, Claim claim);
    }

    @Test
    void agreementWithPeople() throws IOException {
        ByConversation<Answer> answers = new ByConversation<>(
                RatedAnswers.read().stream().map(this::judge).toList(), Answer::conversation);
        System.out.printf(
                "%d answers with %d claims in %d conversations; %d answers are faithful%n",
                answers.all().size(),
                answers.all().stream()
                        .mapToInt(answer -> answer.claims().size())
                        .sum(),
                answers.size(),
                answers.all().stream()
                        .filter(answer -> faithful(answer, FAITHFUL))
                        .count());
        methods(answers);
        thresholds(answers.all());

        Map<String, Double> supported = answers.chosen(others -> threshold(others, (claim, at) -> claim.terms() >= at));
        Map<String, Double> inferred = answers.chosen(others -> threshold(others, Claim::inferred));
        System.out.println("\nchosen for a conversation by the others, threshold=conversations: supported "
                + counted(supported) + ", inferred " + counted(inferred));
        Judge crossSupported = (answer, claim) -> claim.terms() >= supported.get(answer.conversation());
        Judge crossInferred = (answer, claim) -> claim.inferred(inferred.get(answer.conversation()));
        Judge codeSupported = (answer, claim) -> claim.terms() >= Support.SUPPORTED;
        Judge codeInferred = (answer, claim) -> claim.inferred(Support.INFERRED);
        System.out.println("\n| by claim | | 95 % |\n|---|---|---|");
        row("share of faithful answers' claims: what guessing gets", answers, all -> base(all));
        figures("supported, thresholds by the other conversations", answers, crossSupported);
        figures("supported, the code's threshold", answers, codeSupported);
        figures("inferred, thresholds by the other conversations", answers, crossInferred);
        figures("inferred, the code's threshold", answers, codeInferred);

        System.out.println(
                "\n| answers | claims | guessing | supported: precision | recall | inferred: precision | recall |");
        System.out.println("|---|---|---|---|---|---|---|");
        sensitivity("faithful from 3 on", answers.all(), 3, codeSupported, codeInferred);
        sensitivity("faithful from 3.5 on", answers.all(), FAITHFUL, codeSupported, codeInferred);
        sensitivity("faithful at 4 only", answers.all(), 4, codeSupported, codeInferred);
        sensitivity(
                "models' only",
                which(answers, answer -> !answer.rated().model().equals("reference")),
                FAITHFUL,
                codeSupported,
                codeInferred);
        sensitivity(
                "of a single claim",
                which(answers, answer -> answer.claims().size() == 1),
                FAITHFUL,
                codeSupported,
                codeInferred);
    }

    private static List<Answer> which(ByConversation<Answer> answers, Predicate<Answer> which) {
        return answers.all().stream().filter(which).toList();
    }

    private static void methods(ByConversation<Answer> answers) {
        Map<String, ToDoubleFunction<Claim>> methods = new LinkedHashMap<>();
        methods.put("terms in one or two sentences", Claim::terms);
        methods.put("terms in the whole passage", Claim::whole);
        methods.put("cosine to one sentence, 0.45 to 0.9 as 0 to 1", Claim::meaning);
        methods.put("mean of terms and cosine", claim -> (claim.terms() + claim.meaning()) / 2);
        methods.put("the greater of terms and cosine", claim -> Math.max(claim.terms(), claim.meaning()));
        Map<String, ToDoubleFunction<Answer>> shares = new LinkedHashMap<>();
        System.out.println("\n| method | AUC | 95 % |\n|---|---|---|");
        methods.forEach((name, method) -> {
            Map<String, Double> thresholds = answers.chosen(others -> {
                double best = THRESHOLDS[0];
                for (double threshold : THRESHOLDS) {
                    best = auc(others, at(method, threshold)) > auc(others, at(method, best)) ? threshold : best;
                }
                return best;
            });
            Map<Answer, Double> share = answers.all().stream()
                    .collect(Collectors.toMap(
                            answer -> answer,
                            answer -> at(method, thresholds.get(answer.conversation()))
                                    .applyAsDouble(answer),
                            (one, other) -> one,
                            java.util.IdentityHashMap::new));
            shares.put(name, share::get);
            row(name, answers, all -> auc(all, share::get));
        });
        row(
                "what the cosine adds in the mean of both",
                answers,
                all -> auc(all, shares.get("mean of terms and cosine"))
                        - auc(all, shares.get("terms in one or two sentences")));
    }

    private static ToDoubleFunction<Answer> at(ToDoubleFunction<Claim> method, double threshold) {
        return answer -> answer.share(claim -> method.applyAsDouble(claim) >= threshold);
    }

    private static void thresholds(List<Answer> answers) {
        System.out.println("\n| threshold | precision | recall | recall of unsupported | balanced accuracy |");
        System.out.println("|---|---|---|---|---|");
        for (double threshold : THRESHOLDS) {
            Judge judge = (answer, claim) -> claim.terms() >= threshold;
            System.out.printf(
                    Locale.ROOT,
                    "| %.2f | %.3f | %.3f | %.3f | %.3f |%n",
                    threshold,
                    precision(answers, judge, true, FAITHFUL),
                    recall(answers, judge, true, FAITHFUL),
                    recall(answers, judge, false, FAITHFUL),
                    balanced(answers, judge));
        }
    }

    private interface Rule {
        boolean supported(Claim claim, double threshold);
    }

    /** The lowest threshold whose balanced accuracy is near the best one. */
    private static double threshold(List<Answer> answers, Rule rule) {
        Map<Double, Double> balanced = new TreeMap<>();
        for (double threshold : THRESHOLDS) {
            balanced.put(threshold, balanced(answers, (answer, claim) -> rule.supported(claim, threshold)));
        }
        double best = balanced.values().stream().max(Double::compare).orElseThrow();
        return balanced.entrySet().stream()
                .filter(entry -> entry.getValue() >= best - NEAR)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Map<Double, Long> counted(Map<String, Double> chosen) {
        return new TreeMap<>(
                chosen.values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    private static void figures(String name, ByConversation<Answer> answers, Judge judge) {
        row(name + ": precision", answers, all -> precision(all, judge, true, FAITHFUL));
        row(name + ": recall", answers, all -> recall(all, judge, true, FAITHFUL));
        row(name + ": precision of the others", answers, all -> precision(all, judge, false, FAITHFUL));
        row(name + ": recall of the others", answers, all -> recall(all, judge, false, FAITHFUL));
        row(
                name + ": AUC of an answer's share",
                answers,
                all -> auc(all, answer -> answer.share(claim -> judge.supported(answer, claim))));
    }

    private static void row(String name, ByConversation<Answer> answers, ToDoubleFunction<List<Answer>> figure) {
        System.out.printf("| %s | %s |%n", name, answers.withInterval(figure));
    }

    private static void sensitivity(
            String name, List<Answer> answers, double faithful, Judge supported, Judge inferred) {
        System.out.printf(
                Locale.ROOT,
                "| %s (%d) | %d | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
                name,
                answers.size(),
                answers.stream().mapToInt(answer -> answer.claims().size()).sum(),
                precision(answers, (answer, claim) -> true, true, faithful),
                precision(answers, supported, true, faithful),
                recall(answers, supported, true, faithful),
                precision(answers, inferred, true, faithful),
                recall(answers, inferred, true, faithful));
    }

    private static boolean faithful(Answer answer, double from) {
        return answer.rated().faithfulness() >= from;
    }

    private static double base(List<Answer> answers) {
        return precision(answers, (answer, claim) -> true, true, FAITHFUL);
    }

    private static double balanced(List<Answer> answers, Judge judge) {
        return (recall(answers, judge, true, FAITHFUL) + recall(answers, judge, false, FAITHFUL)) / 2;
    }

    private static double precision(List<Answer> answers, Judge judge, boolean kind, double faithful) {
        int all = 0;
        int good = 0;
        for (Answer answer : answers) {
            for (Claim claim : answer.claims()) {
                if (judge.supported(answer, claim) == kind) {
                    all++;
                    good += faithful(answer, faithful) == kind ? 1 : 0;
                }
            }
        }
        return all == 0 ? Double.NaN : (double) good / all;
    }

    private static double recall(List<Answer> answers, Judge judge, boolean kind, double faithful) {
        int all = 0;
        int good = 0;
        for (Answer answer : answers) {
            if (faithful(answer, faithful) == kind) {
                all += answer.claims().size();
                good += (int) answer.claims().stream()
                        .filter(claim -> judge.supported(answer, claim) == kind)
                        .count();
            }
        }
        return all == 0 ? Double.NaN : (double) good / all;
    }

    /** The chance that a faithful answer has a greater share than another one; equal shares count as half. */
    private static double auc(List<Answer> answers, ToDoubleFunction<Answer> share) {
        double[] faithful = shares(answers, share, true);
        double[] others = shares(answers, share, false);
        double better = 0;
        for (double one : faithful) {
            for (double other : others) {
                better += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return better / faithful.length / others.length;
    }

    private static double[] shares(List<Answer> answers, ToDoubleFunction<Answer> share, boolean kind) {
        return answers.stream()
                .filter(answer -> faithful(answer, FAITHFUL) == kind)
                .mapToDouble(share)
                .toArray();
    }

    private Answer judge(RatedAnswers.Rated rated) {
        return new Answer(
                rated,
                rated.claims().stream()
                        .map(claim -> judge(claim, rated.passages()))
                        .toList());
    }

    private Claim judge(String sentence, List<String> passages) {
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
        return new Claim(terms, whole, meaning, said.size());
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

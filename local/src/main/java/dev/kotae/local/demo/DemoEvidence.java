package dev.kotae.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the demo's raters were shown and said, as rows that can be imported. The same for the same last day, to the letter: chance has a
 * fixed seed.
 *
 * <p>A few raters judge many answers each, as in MTRAG, and each has moods of their own; every rater sees every question answered by every
 * model on one day, and some days later two models' answers side by side.
 */
final class DemoEvidence {
    static final int DAYS = 14;

    /** On this day, from 0, the prompt was changed. */
    static final int PROMPT_CHANGE = 8;

    /** What the answer that is shown first has over the other, in natural logarithms of the odds. */
    static final double ORDER_EFFECT = 0.4;

    private static final long SEED = 20_261_123;
    private static final int RATERS = 6;
    private static final double NO_ANSWERS = 0.03;
    private static final double RATED = 0.9;
    private static final double TIES = 0.18;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random chance = new Random(SEED);
    private final LocalDate firstDay;
    private final List<DemoQuestion> questions = DemoQuestion.all();
    private final double[] strictness = new double[RATERS];
    private final double[] difficulty = new double[questions.size()];
    private final List<String> answers = new ArrayList<>();
    private final List<String> ratings = new ArrayList<>();
    private final List<String> votes = new ArrayList<>();

    /** @param lastDay the last day of answers, UTC */
    DemoEvidence(LocalDate lastDay) {
        this.firstDay = lastDay.minusDays(DAYS - 1L);
        for (int i = 0; i < RATERS; i++) {
            strictness[i] = 0.25 * chance.nextGaussian();
        }
        for (int i = 0; i < difficulty.length; i++) {
            difficulty[i] = 0.3 * chance.nextGaussian();
        }
        for (int rater = 0; rater < RATERS; rater++) {
            for (int question = 0; question < questions.size(); question++) {
                for (DemoModel model : DemoModel.values()) {
                    show(rater, question, model);
                }
                compare(rater, question);
            }
        }
    }

    /** Rows for {@code ./kotae import answers}. */
    List<String> answers() {
        return answers;
    }

    /** Rows for {@code ./kotae import ratings}. */
    List<String> ratings() {
        return ratings;
    }

    /** Rows for {@code ./kotae import votes}. */
    List<String> votes() {
        return votes;
    }

    private void show(int rater, int question, DemoModel model) {
        double first = model.firstTokenMillis() * Math.exp(0.35 * chance.nextGaussian());
        double writing = model.writingMillis() * Math.exp(0.3 * chance.nextGaussian());
        double luck = chance.nextDouble();
        String outcome =
                luck < model.failures() ? "failed" : luck < model.failures() + NO_ANSWERS ? "no-answer" : "answered";
        double moods = strictness[rater] + difficulty[question] + 0.7 * chance.nextGaussian();
        int stars = (int) Math.max(1, Math.min(5, Math.round(model.quality() + moods)));
        boolean rated = chance.nextDouble() < RATED;
        int completionTokens = 60 + chance.nextInt(120);
        DemoQuestion asked = questions.get(question);
        ObjectNode answer = row(rater, question, 0)
                .put("id", "question-" + question + "/" + model.id())
                .put("model", model.id())
                .put("provider", "demo")
                .put("promptHash", day(rater, question) < PROMPT_CHANGE ? "demo-prompt-1" : "demo-prompt-2")
                .put("outcome", outcome);
        if (outcome.equals("answered")) {
            answer.put("text", asked.answer(stars));
            answer.put("firstTokenMillis", tenths(first));
            answer.put("totalMillis", tenths(first + writing));
            answer.put("promptTokens", 700 + chance.nextInt(300));
            answer.put("completionTokens", completionTokens);
            answer.put("cost", model.cost() * completionTokens / 120);
            answer.put("currency", "USD");
        }
        answers.add(line(answer));
        if (outcome.equals("answered") && rated) {
            ratings.add(line(rating(rater, question, model, stars)));
        }
    }

    private ObjectNode rating(int rater, int question, DemoModel model, int stars) {
        ObjectNode rating = JSON.createObjectNode()
                .put("answer", "question-" + question + "/" + model.id())
                .put("user", user(rater))
                .put("stars", stars)
                .put("at", at(rater, question, 40));
        if (stars == 5) {
            rating.putArray("reasons").add("correct").add("complete");
        } else if (stars == 3) {
            rating.putArray("reasons").add("incomplete");
        } else if (stars < 3) {
            rating.putArray("reasons").add("off-topic");
        }
        return rating;
    }

    /** Two of the models, in an order that chance decides. */
    private void compare(int rater, int question) {
        List<DemoModel> models = new ArrayList<>(List.of(DemoModel.values()));
        DemoModel one = models.remove(chance.nextInt(models.size()));
        DemoModel two = models.get(chance.nextInt(models.size()));
        double odds = one.quality() - two.quality() + ORDER_EFFECT;
        boolean tie = chance.nextDouble() < TIES;
        boolean firstWins = chance.nextDouble() < 1 / (1 + Math.exp(-odds));
        votes.add(line(row(rater, question, 120)
                .put("id", "pair-" + question)
                .put("model1", one.id())
                .put("model2", two.id())
                .put("provider", "demo")
                .put("score", tie ? 0.5 : firstWins ? 1 : 0)));
    }

    private ObjectNode row(int rater, int question, int seconds) {
        DemoQuestion asked = questions.get(question);
        return JSON.createObjectNode()
                .put("user", user(rater))
                .put("language", asked.language())
                .put("collection", "demo-library")
                .put("question", asked.question())
                .put("at", at(rater, question, seconds));
    }

    private String at(int rater, int question, int seconds) {
        return firstDay.plusDays(day(rater, question))
                .atTime(9, 0)
                .plusMinutes(7L * question + rater)
                .plusSeconds(seconds)
                .toInstant(ZoneOffset.UTC)
                .toString();
    }

    private static int day(int rater, int question) {
        return (5 * question + 3 * rater) % DAYS;
    }

    private static String user(int rater) {
        return "demo-rater-" + (rater + 1);
    }

    private static double tenths(double millis) {
        return Math.round(10 * millis) / 10.0;
    }

    private static String line(ObjectNode row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row is plain JSON", e);
        }
    }
}

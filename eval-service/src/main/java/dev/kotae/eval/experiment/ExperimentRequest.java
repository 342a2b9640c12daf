package dev.kotae.eval.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.eval.experiment.ExperimentPlan.Retrieval;
import dev.kotae.eval.problem.Problems;
import dev.kotae.eval.report.ReportFilter;
import dev.kotae.eval.request.JsonBody;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an analyst sends to begin an experiment.
 *
 * @param id the experiment's name
 * @param plan what is to be tried
 */
record ExperimentRequest(String id, ExperimentPlan plan) {

    static final String EXAMPLE = "{\"baseline\":{\"model\":\"a\"},\"candidate\":{\"model\":\"b\"},\"size\":200}";

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final Set<String> FIELDS =
            Set.of("id", "baseline", "candidate", "retrieval", "questions", "size", "perMinute", "judge");
    private static final Set<String> OF_AN_ARM = Set.of("model", "maxChunks", "prompts");
    private static final Set<String> OF_A_JUDGE = Set.of("model", "votes");
    private static final Set<String> LANGUAGES = Set.of("en", "ja");
    private static final int MOST_CHUNKS = 20;
    private static final int LONGEST_PROMPT = 64 << 10;
    private static final int MOST_QUESTIONS = 5000;
    private static final int MOST_PER_MINUTE = 6000;
    private static final int MOST_VOTES = 2000;
    private static final int USUAL_VOTES = 200;
    private static final int USUAL_SIZE = 200;
    private static final int USUAL_PER_MINUTE = 30;

    /**
     * Reads a body.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 that says what is wrong
     */
    static ExperimentRequest parse(String body) {
        JsonNode json = JsonBody.parse(body, EXAMPLE);
        refuseStrangers(json, FIELDS, "");
        String id = json.hasNonNull("id")
                ? json.path("id").asText()
                : UUID.randomUUID().toString().substring(0, 8);
        if (!ID.matcher(id).matches()) {
            throw invalid("id must be 1 to 60 of the characters a-z, 0-9 and '-', and not begin with '-'");
        }
        ExperimentPlan plan = new ExperimentPlan(
                arm(json, "baseline"),
                arm(json, "candidate"),
                retrieval(json.path("retrieval")),
                questions(json.path("questions")),
                number(json, "size", USUAL_SIZE, MOST_QUESTIONS),
                number(json, "perMinute", USUAL_PER_MINUTE, MOST_PER_MINUTE),
                judge(json.path("judge")));
        if (plan.baseline().equals(plan.candidate())) {
            throw invalid("baseline and candidate are the same: there is nothing to compare");
        }
        if (plan.judge() != null) {
            refusePartial(plan);
        }
        return new ExperimentRequest(id, plan);
    }

    private static JudgePlan judge(JsonNode judge) {
        if (judge.isMissingNode() || judge.isNull()) {
            return null;
        }
        if (!judge.isObject() || judge.path("model").asText().isBlank()) {
            throw invalid("judge must name a model, as in {\"judge\":{\"model\":\"c\"}}");
        }
        refuseStrangers(judge, OF_A_JUDGE, "judge.");
        return new JudgePlan(judge.path("model").asText(), number(judge, "votes", USUAL_VOTES, MOST_VOTES));
    }

    /** A judge that reads its own answers beside another's prefers them; and it must know what both were made from. */
    private static void refusePartial(ExperimentPlan plan) {
        String judge = plan.judge().model();
        String baseline = plan.baseline().model();
        String candidate = plan.candidate().model();
        if (!baseline.equals(candidate) && (judge.equals(baseline) || judge.equals(candidate))) {
            throw invalid("judge must be neither of the two models: it would judge its own answers");
        }
        if (plan.retrieval() != Retrieval.FROZEN) {
            throw invalid("judge needs retrieval frozen: it compares answers that were made from the same chunks");
        }
    }

    private static Arm arm(JsonNode json, String name) {
        JsonNode arm = json.path(name);
        if (!arm.isObject()
                || !arm.path("model").isTextual()
                || arm.path("model").asText().isBlank()) {
            throw invalid(name + " must name a model, as in " + EXAMPLE);
        }
        refuseStrangers(arm, OF_AN_ARM, name + ".");
        Map<String, String> prompts = new TreeMap<>();
        arm.path("prompts").properties().forEach(prompt -> {
            if (!LANGUAGES.contains(prompt.getKey())
                    || !prompt.getValue().isTextual()
                    || prompt.getValue().textValue().length() > LONGEST_PROMPT) {
                throw invalid(
                        name + ".prompts must have texts for en or ja, of at most " + LONGEST_PROMPT + " characters");
            }
            prompts.put(prompt.getKey(), prompt.getValue().textValue());
        });
        return new Arm(
                arm.path("model").asText(),
                arm.hasNonNull("maxChunks") ? (Integer) number(arm, "maxChunks", 1, MOST_CHUNKS) : null,
                prompts);
    }

    private static Retrieval retrieval(JsonNode value) {
        return switch (value.isMissingNode() ? "frozen" : value.asText()) {
            case "frozen" -> Retrieval.FROZEN;
            case "fresh" -> Retrieval.FRESH;
            default -> throw invalid("retrieval must be frozen or fresh");
        };
    }

    /** The parameters of a report's query; what they mean is checked there. */
    private static Map<String, String> questions(JsonNode value) {
        Map<String, String> query = new TreeMap<>();
        value.properties()
                .forEach(parameter ->
                        query.put(parameter.getKey(), parameter.getValue().asText()));
        Set<String> known = ReportFilter.parse(query).asMap().keySet();
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("questions." + name + " is no parameter of reports");
                });
        return query;
    }

    private static int number(JsonNode json, String name, int usual, int most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isIntegralNumber() || value.asLong() < 1 || value.asLong() > most) {
            throw invalid(name + " must be a whole number from 1 to " + most);
        }
        return value.asInt();
    }

    private static void refuseStrangers(JsonNode json, Set<String> known, String prefix) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw invalid(prefix + name + " is not known; there are: "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    private static RuntimeException invalid(String detail) {
        return Problems.invalid("invalid-request", detail);
    }
}

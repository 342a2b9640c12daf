package dev.kotae.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/**
 * What an experiment asks, of whom. Fields and not parameters of a method: picocli reads the annotations of all of a method's parameters
 * again for each of them, whatever command is run.
 */
final class ExperimentPlanOptions {

    @Option(names = "--baseline", required = true, paramLabel = "MODEL", description = "What is there.")
    private String baseline;

    @Option(names = "--candidate", required = true, paramLabel = "MODEL", description = "What could be.")
    private String candidate;

    @Option(names = "--id", paramLabel = "ID", description = "Its name; the same again tells how far it is.")
    private String id;

    @Option(
            names = "--retrieval",
            paramLabel = "HOW",
            defaultValue = "frozen",
            description = "frozen: from the chunks of then; fresh: search anew (default: frozen).")
    private String retrieval;

    @Option(names = "--size", paramLabel = "N", description = "How many questions at most (default: 200).")
    private Integer size;

    @Option(names = "--per-minute", paramLabel = "N", description = "How many a minute (default: 30).")
    private Integer perMinute;

    @Option(names = "--collection", paramLabel = "NAME", description = "Only questions of this collection.")
    private String collection;

    @Option(names = "--language", paramLabel = "TAG", description = "Only questions in it (en, ja).")
    private String language;

    @Option(names = "--from", paramLabel = "DAY", description = "Only questions since this day (UTC).")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Only questions up to this day.")
    private String to;

    @Option(names = "--baseline-max-chunks", paramLabel = "N", description = "Chunks of its prompt at most.")
    private Integer baselineChunks;

    @Option(names = "--candidate-max-chunks", paramLabel = "N", description = "Chunks of its prompt at most.")
    private Integer candidateChunks;

    @Option(
            names = "--candidate-prompt",
            paramLabel = "LANGUAGE=FILE",
            description = "A prompt template to try, such as en=answer-en.txt.")
    private Map<String, Path> prompts;

    @Option(
            names = "--judge",
            paramLabel = "MODEL",
            description = "A third model that says which answers are better, once it agrees with users' votes.")
    private String judge;

    @Option(
            names = "--judge-votes",
            paramLabel = "N",
            description = "With how many votes it is compared at most (default: 200).")
    private Integer votes;

    /**
     * The request's body.
     *
     * @throws IOException where a prompt template cannot be read
     */
    Map<String, Object> body() throws IOException {
        Map<String, Object> questions = new LinkedHashMap<>();
        put(questions, "collection", collection);
        put(questions, "language", language);
        put(questions, "from", from);
        put(questions, "to", to);
        Map<String, Object> plan = new LinkedHashMap<>();
        put(plan, "id", id);
        plan.put("baseline", arm(baseline, baselineChunks, Map.of()));
        plan.put("candidate", arm(candidate, candidateChunks, texts(prompts)));
        plan.put("retrieval", retrieval);
        plan.put("questions", questions);
        put(plan, "size", size);
        put(plan, "perMinute", perMinute);
        if (judge != null) {
            Map<String, Object> judging = new LinkedHashMap<>(Map.of("model", judge));
            put(judging, "votes", votes);
            plan.put("judge", judging);
        }
        return plan;
    }

    private static Map<String, Object> arm(String model, Integer maxChunks, Map<String, String> prompts) {
        Map<String, Object> arm = new LinkedHashMap<>();
        arm.put("model", model);
        put(arm, "maxChunks", maxChunks);
        if (!prompts.isEmpty()) {
            arm.put("prompts", prompts);
        }
        return arm;
    }

    private static Map<String, String> texts(Map<String, Path> files) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        if (files != null) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                texts.put(file.getKey(), Files.readString(file.getValue()));
            }
        }
        return texts;
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}

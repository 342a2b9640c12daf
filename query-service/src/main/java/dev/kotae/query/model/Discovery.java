package dev.kotae.query.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a provider said when it was asked for its models.
 *
 * @param listed the models it lists by name, each with its context length where told
 * @param gone those that it listed before and lists no longer
 * @param failure why it could not be asked, in words fit for users, or null
 * @param lists whether it lists models at all; one that does not is believed to have those that are configured
 * @param refused how many names it listed that cannot be offered
 */
record Discovery(Map<String, Optional<Integer>> listed, Set<String> gone, String failure, boolean lists, int refused) {

    /** More models than this of one provider are not offered. */
    static final int MAX_MODELS = 1000;

    /** Names under which servers tell the context length: vLLM and NIM, LM Studio and Mistral, Groq, others. */
    private static final String[] CONTEXT = {"max_model_len", "max_context_length", "context_window", "context_length"};

    /** Before the first question. */
    static final Discovery NOT_YET = new Discovery(Map.of(), Set.of(), "Its provider has not been asked yet", true, 0);

    Discovery {
        listed = Collections.unmodifiableMap(new TreeMap<>(listed));
        gone = Collections.unmodifiableSet(new TreeSet<>(gone));
    }

    /** It answered. */
    Discovery answered(JsonNode list) {
        Map<String, Optional<Integer>> now = new TreeMap<>();
        int strange = 0;
        for (JsonNode model : list.path("data")) {
            String name = model.path("id").asText("");
            if (ModelName.isSafe(name) && now.size() < MAX_MODELS) {
                now.put(name, context(model));
            } else {
                strange++;
            }
        }
        TreeSet<String> missing = new TreeSet<>(gone);
        missing.addAll(listed.keySet());
        missing.removeAll(now.keySet());
        while (missing.size() > MAX_MODELS) {
            missing.pollLast();
        }
        return new Discovery(now, missing, null, true, strange);
    }

    /** It has no such list. */
    Discovery listsNothing() {
        return new Discovery(listed, gone, null, false, 0);
    }

    /** It could not be asked: what it listed before is kept. */
    Discovery failed(String why) {
        return new Discovery(listed, gone, why, lists, refused);
    }

    /** Whether it has a model of this name; Ollama lists {@code llama3.2:latest} and is asked for {@code llama3.2}. */
    boolean has(String name) {
        return !lists || listed.containsKey(name) || listed.containsKey(name + ":latest");
    }

    Integer contextLength(String name) {
        return listed.getOrDefault(name, listed.getOrDefault(name + ":latest", Optional.empty()))
                .orElse(null);
    }

    private static Optional<Integer> context(JsonNode model) {
        for (String field : CONTEXT) {
            if (model.path(field).isInt() && model.path(field).asInt() > 0) {
                return Optional.of(model.path(field).asInt());
            }
        }
        return Optional.empty();
    }
}

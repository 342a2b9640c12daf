package dev.kotae.query.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kotae.common.chunk.ChunkId;
import dev.kotae.common.index.Generation;
import dev.kotae.common.index.Hit;
import dev.kotae.query.answer.AnswersConfig;
import dev.kotae.query.answer.Ask;
import dev.kotae.query.answer.Replay;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.prompt.Prompts;
import dev.kotae.query.request.Body;
import dev.kotae.query.search.RankedHit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request to answer a question once more.
 *
 * @param user whose question it was
 * @param replay what to do
 */
record ReplayRequest(String user, Replay replay) {

    /** Stands for the generation of chunks that were not searched for. */
    private static final String FROZEN = "frozen";

    private static final Pattern EXPERIMENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final Pattern CHUNK = Pattern.compile("[0-9a-f]{32}");
    private static final int MOST_CHUNKS = 50;
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_TEMPLATE = 64 << 10;
    private static final int LONGEST_USER = 500;

    /** Reads a request; throws a problem that names what is wrong. */
    static ReplayRequest of(Body body, AnswersConfig config) {
        String experiment = body.text("experiment");
        if (experiment == null || !EXPERIMENT.matcher(experiment).matches()) {
            throw invalid("'experiment' must be 1 to 60 of the characters a-z, 0-9 and '-'");
        }
        String template = optional(body, "prompt", LONGEST_TEMPLATE);
        if (template != null) {
            check(template);
        }
        if (body.text("model") == null) {
            throw invalid("'model' must name a model");
        }
        return new ReplayRequest(
                required(body, "user", LONGEST_USER),
                new Replay(
                        questionId(body.text("questionId")),
                        body.integer("number", 1, 2, 1),
                        "experiment:" + experiment,
                        Ask.of(body, config),
                        body.value("sources") == null ? null : frozen(body),
                        template));
    }

    /** The chunks of {@code sources}, as they were found then. */
    static List<RankedHit> frozen(Body body) {
        List<RankedHit> hits = new ArrayList<>();
        for (Body source : body.bodies("sources", MOST_CHUNKS)) {
            List<String> section = source.texts("section");
            String chunk = source.text("chunkId");
            if (chunk == null || !CHUNK.matcher(chunk).matches()) {
                throw invalid("'sources.chunkId' must be a chunk's id");
            }
            JsonNode version = source.value("version");
            hits.add(new RankedHit(
                    new Hit(
                            new Generation(required(source, "collection", 100), FROZEN, "", FROZEN, 0),
                            required(source, "documentId", 4000),
                            version == null ? 0 : version.asLong(),
                            required(source, "contentHash", 200),
                            new ChunkId(chunk),
                            2 * hits.size(), // never one that comes after another: each is whole as it is
                            required(source, "title", LONGEST_TEXT),
                            optional(source, "url", LONGEST_TEXT),
                            null,
                            section,
                            "",
                            "und",
                            required(source, "text", LONGEST_TEXT),
                            null,
                            null,
                            Double.NaN,
                            0),
                    0));
        }
        return hits;
    }

    private static void check(String template) {
        try {
            Prompts.check(template);
        } catch (IllegalStateException e) {
            throw Problems.invalid("invalid-prompt", e.getMessage());
        }
    }

    private static String questionId(String text) {
        try {
            return UUID.fromString(text == null ? "" : text).toString();
        } catch (IllegalArgumentException e) {
            throw invalid("'questionId' must be a UUID");
        }
    }

    static String required(Body body, String field, int longest) {
        String text = optional(body, field, longest);
        if (text == null) {
            throw invalid("'" + field + "' is missing");
        }
        return text;
    }

    private static String optional(Body body, String field, int longest) {
        JsonNode value = body.value(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > longest) {
            throw invalid("'" + field + "' must be a text of at most " + longest + " characters");
        }
        return value.textValue();
    }

    private static RuntimeException invalid(String detail) {
        return Problems.invalid("invalid-request", detail);
    }
}

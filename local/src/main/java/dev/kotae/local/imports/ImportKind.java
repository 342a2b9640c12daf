package dev.kotae.local.imports;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a file holds, and the events that a row of it becomes. */
public enum ImportKind {
    /** Answers, a row each. */
    ANSWERS {
        @Override
        List<Event> events(Row row, ImportOrigin origin, Instant fileTime) throws BadRowException {
            String id = row.required("id");
            String user = row.name("user").orElse(unknownUser(id));
            String question = origin.question(id, user);
            String outcome = row.name("outcome").orElse("answered");
            if (!OUTCOMES.contains(outcome)) {
                throw new BadRowException("outcome must be one of " + String.join(", ", OUTCOMES));
            }
            Map<String, Object> answer = answer(origin, question, 1, user, row, row.required("model"), fileTime);
            answer.put("outcome", outcome);
            answer.put("question", row.text("question", LONGEST_TEXT).orElse(null));
            answer.put("text", row.text("text", LONGEST_TEXT).orElse(null));
            return List.of(new Event(Event.ANSWERS, question, answer.get("id").toString(), answer));
        }
    },

    /** Ratings of answers that were imported under the same origin. */
    RATINGS {
        @Override
        List<Event> events(Row row, ImportOrigin origin, Instant fileTime) throws BadRowException {
            String id = row.required("answer");
            String user = row.name("user").orElse(unknownUser(id));
            String question = origin.question(id, user);
            String answer = origin.answer(question, 1, user);
            int stars = row.count("stars").orElseThrow(() -> new BadRowException("stars is missing"));
            if (stars < 1 || stars > 5) {
                throw new BadRowException("stars must be a whole number from 1 to 5, not " + stars);
            }
            List<String> reasons = row.names("reasons");
            Map<String, Object> rating = new LinkedHashMap<>();
            rating.put("schema", 1);
            rating.put("answerId", answer);
            rating.put("user", user);
            rating.put("stars", stars);
            rating.put("comment", row.text("comment", LONGEST_COMMENT).orElse(null));
            rating.put("reasons", reasons.isEmpty() ? null : reasons);
            rating.put("origin", origin.mark());
            rating.put("at", row.time("at").orElse(fileTime).toString());
            return List.of(new Event(Event.RATINGS, question, answer + "/" + user, rating));
        }
    },

    /** Votes between two models; each brings the two answers it is about. */
    VOTES {
        @Override
        List<Event> events(Row row, ImportOrigin origin, Instant fileTime) throws BadRowException {
            String id = row.name("id").orElse("line " + row.line());
            String user = row.name("user").orElse(unknownUser(id));
            String question = origin.question(id, user);
            String first = origin.answer(question, 1, user);
            String second = origin.answer(question, 2, user);
            double score = row.number("score", 1).orElseThrow(() -> new BadRowException("score is missing"));
            if (score != 0 && score != 0.5 && score != 1) {
                throw new BadRowException("score must be 1, 0.5 or 0, not " + score);
            }
            Map<String, Object> one = answer(origin, question, 1, user, row, row.required("model1"), fileTime);
            Map<String, Object> two = answer(origin, question, 2, user, row, row.required("model2"), fileTime);
            one.put("pairedWith", second);
            two.put("pairedWith", first);
            String asked = row.text("question", LONGEST_TEXT)
                    .orElse(row.name("question_id").orElse(null));
            one.put("question", asked);
            two.put("question", asked);
            Map<String, Object> vote = new LinkedHashMap<>();
            vote.put("schema", 1);
            vote.put("answers", List.of(first, second));
            vote.put("preferred", score == 1 ? first : score == 0 ? second : null);
            vote.put("user", user);
            vote.put("comment", row.text("comment", LONGEST_COMMENT).orElse(null));
            vote.put("origin", origin.mark());
            vote.put("at", row.time("at").orElse(fileTime).toString());
            return List.of(
                    new Event(Event.ANSWERS, question, first, one),
                    new Event(Event.ANSWERS, question, second, two),
                    new Event(Event.RATINGS, question, "pair:" + question + "/" + user, vote));
        }
    };

    private static final Set<String> OUTCOMES = Set.of("answered", "no-answer", "failed", "cancelled", "refused");
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_COMMENT = 4000;
    private static final double LONGEST_MILLIS = 24 * 3600 * 1000d;
    private static final double GREATEST_COST = 1000;

    /**
     * The events of a row.
     *
     * @param fileTime stands for a time that the row does not tell: it is the same whenever the file is imported
     * @throws BadRowException if it cannot be one of this kind
     */
    abstract List<Event> events(Row row, ImportOrigin origin, Instant fileTime) throws BadRowException;

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a user nobody named it is not known to be another row's user. */
    private static String unknownUser(String id) {
        return "unknown:" + id;
    }

    private static Map<String, Object> answer(
            ImportOrigin origin, String question, int number, String user, Row row, String model, Instant fileTime)
            throws BadRowException {
        if (model.startsWith("(")) {
            throw new BadRowException("a model's name cannot begin with a parenthesis: " + model);
        }
        List<String> collections = row.names("collections");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schema", 1);
        answer.put("id", origin.answer(question, number, user));
        answer.put("user", user);
        answer.put("origin", origin.mark());
        answer.put("language", row.name("language").orElse("und"));
        answer.put("collections", collections.isEmpty() ? row.names("collection") : collections);
        answer.put(
                "model",
                present(
                        "id", model,
                        "provider", row.name("provider").orElse(null),
                        "revision", row.name("revision").orElse(null)));
        answer.put("promptHash", row.name("promptHash").orElse(null));
        answer.put("outcome", "answered");
        answer.put("sources", List.of());
        answer.put("citations", List.of());
        answer.put(
                "timings",
                present(
                        "firstTokenMillis",
                                row.number("firstTokenMillis", LONGEST_MILLIS).orElse(null),
                        "totalMillis", row.number("totalMillis", LONGEST_MILLIS).orElse(null)));
        answer.put(
                "tokens",
                present(
                        "prompt", row.count("promptTokens").orElse(null),
                        "completion", row.count("completionTokens").orElse(null)));
        answer.put("cost", cost(row));
        answer.put("at", row.time("at").orElse(fileTime).toString());
        return answer;
    }

    private static Map<String, Object> cost(Row row) throws BadRowException {
        Optional<Double> amount = row.number("cost", GREATEST_COST);
        if (amount.isEmpty()) {
            return null;
        }
        String currency = row.required("currency");
        if (!currency.matches("[A-Z]{3}")) {
            throw new BadRowException("currency must be three capital letters such as USD, not '" + currency + "'");
        }
        return present("amount", amount.get(), "currency", currency);
    }

    private static Map<String, Object> present(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                map.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return map;
    }
}

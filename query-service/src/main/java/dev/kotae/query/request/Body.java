package dev.kotae.query.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.common.document.CollectionName;
import dev.kotae.query.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request's body, field by field. Every method throws an {@code invalid-…} problem that names the field and says what it wants. */
public final class Body {

    private static final String INVALID = "invalid-request";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_VALUES = 100;
    private static final int MAX_LENGTH = 1000;

    private final JsonNode object;

    private Body(JsonNode object) {
        this.object = object;
    }

    /** Reads a JSON object. */
    public static Body parse(String json) {
        try {
            JsonNode object = JSON.readTree(json == null ? "" : json);
            if (!object.isObject()) {
                throw Problems.invalid(INVALID, "The body must be a JSON object");
            }
            return new Body(object);
        } catch (JsonProcessingException e) {
            throw Problems.invalid(INVALID, "The body is not JSON");
        }
    }

    /** A JSON object that was read or made already. */
    public static Body of(JsonNode object) {
        return new Body(object);
    }

    /** The names of all fields that are present and not null. */
    public List<String> names() {
        return object.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Yes or no; no where absent. */
    public boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            throw Problems.invalid(INVALID, "'" + field + "' must be true or false");
        }
        return value != null && value.booleanValue();
    }

    /** The value of a field, or null where it is absent or null. */
    public JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /**
     * A question or search text: 1 to {@code maxLength} characters with at least one letter or digit.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem {@code invalid-question}
     */
    public String question(String field, int maxLength) {
        JsonNode value = value(field);
        if (value == null || !value.isTextual()) {
            throw Problems.invalid("invalid-question", "'" + field + "' must be a text");
        }
        String text = value.textValue().strip();
        if (text.length() > maxLength) {
            throw Problems.invalid(
                    "invalid-question",
                    "'" + field + "' has " + text.length() + " characters, at most " + maxLength
                            + " are read: ask more briefly");
        }
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw Problems.invalid("invalid-question", "'" + field + "' has no word to look for: ask in words");
        }
        return text;
    }

    /** A text, or null where absent. */
    public String text(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > MAX_LENGTH) {
            throw Problems.invalid(INVALID, "'" + field + "' must be a text of 1 to " + MAX_LENGTH + " characters");
        }
        return value.textValue();
    }

    /** A whole number, or the default where absent. */
    public int integer(String field, int min, int max, int absent) {
        JsonNode value = value(field);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber() || value.asLong() < min || value.asLong() > max) {
            throw Problems.invalid(INVALID, "'" + field + "' must be a whole number from " + min + " to " + max);
        }
        return value.intValue();
    }

    /** A list of texts; empty where absent. */
    public List<String> texts(String field) {
        return texts(field, value(field));
    }

    /** Collections; empty where absent. */
    public List<String> collections(String field) {
        List<String> names = texts(field, value(field));
        for (String name : names) {
            if (!CollectionName.isValid(name)) {
                throw Problems.invalid(
                        "invalid-collection",
                        "'" + field
                                + "' holds what cannot be a collection's name: 1 to 100 letters, digits, '.', '_' or '-'");
            }
        }
        return names.stream().distinct().toList();
    }

    /** Names with lists of values; empty where absent. */
    public Map<String, List<String>> filters(String field) {
        JsonNode value = value(field);
        Map<String, List<String>> filters = new LinkedHashMap<>();
        if (value == null) {
            return filters;
        }
        if (!value.isObject() || value.size() > MAX_VALUES) {
            throw Problems.invalid(INVALID, "'" + field + "' must be an object of attributes with lists of values");
        }
        value.properties().forEach(attribute -> {
            List<String> values = texts(field + "." + attribute.getKey(), attribute.getValue());
            if (values.isEmpty()) {
                throw Problems.invalid(INVALID, "'" + field + "." + attribute.getKey() + "' needs at least one value");
            }
            filters.put(attribute.getKey(), values);
        });
        return filters;
    }

    /** The objects of a list, each as a body of its own; empty where absent. */
    public List<Body> bodies(String field, int max) {
        JsonNode value = value(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > max) {
            throw Problems.invalid(INVALID, "'" + field + "' must be a list of at most " + max + " objects");
        }
        List<Body> bodies = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isObject()) {
                throw Problems.invalid(INVALID, "'" + field + "' must hold objects");
            }
            bodies.add(new Body(item));
        }
        return bodies;
    }

    private static List<String> texts(String field, JsonNode value) {
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MAX_VALUES) {
            throw Problems.invalid(INVALID, "'" + field + "' must be a list of at most " + MAX_VALUES + " texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()
                    || item.textValue().isEmpty()
                    || item.textValue().length() > MAX_LENGTH) {
                throw Problems.invalid(
                        INVALID, "'" + field + "' must hold texts of 1 to " + MAX_LENGTH + " characters");
            }
            texts.add(item.textValue());
        }
        return texts;
    }
}

package dev.kotae.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One row of a file: a line of JSON, or a record of CSV, whose values are texts. Missing, null and empty are the same.
 *
 * @param line its number in the file, from 1
 * @param fields a JSON object
 */
record Row(long line, JsonNode fields) {
    private static final int LONGEST_NAME = 500;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}(\\.\\d{1,12})?(E\\d{1,2})?");

    /** A text of at most so many characters. */
    Optional<String> text(String name, int longest) throws BadRowException {
        JsonNode value = fields.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank()) {
            return Optional.empty();
        }
        if (value.isContainerNode()) {
            throw new BadRowException(name + " must be a text");
        }
        String text = value.asText();
        if (text.codePointCount(0, text.length()) > longest) {
            throw new BadRowException(name + " has more than " + longest + " characters");
        }
        return Optional.of(text);
    }

    /** A short text that names something. */
    Optional<String> name(String name) throws BadRowException {
        return text(name, LONGEST_NAME);
    }

    /** A short text that must be there. */
    String required(String name) throws BadRowException {
        return name(name).orElseThrow(() -> new BadRowException(name + " is missing"));
    }

    /** Texts: a list in JSON, in CSV one text with semicolons between. */
    List<String> names(String name) throws BadRowException {
        JsonNode value = fields.path(name);
        if (!value.isArray()) {
            return name(name).map(text -> List.of(text.split("\\s*;\\s*"))).orElse(List.of());
        }
        List<String> names = new ArrayList<>();
        for (JsonNode one : value) {
            if (!one.isTextual() || one.textValue().length() > LONGEST_NAME) {
                throw new BadRowException(name + " must be a list of short texts");
            }
            names.add(one.textValue());
        }
        return names;
    }

    /** A number from 0 up to some greatest one. */
    Optional<Double> number(String name, double greatest) throws BadRowException {
        Optional<String> text = name(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text.get().strip());
            if (number >= 0 && number <= greatest) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw new BadRowException(name + " must be a number, not '" + text.get() + "'");
        }
        throw new BadRowException(name + " must be a number from 0 to " + (long) greatest + ", not " + text.get());
    }

    /** A whole number from 0. */
    Optional<Integer> count(String name) throws BadRowException {
        Optional<Double> number = number(name, Integer.MAX_VALUE);
        if (number.isPresent() && number.get() != Math.rint(number.get())) {
            throw new BadRowException(name + " must be a whole number");
        }
        return number.map(Double::intValue);
    }

    /** A time with its offset, as ISO-8601 writes it, or seconds since 1970. */
    Optional<Instant> time(String name) throws BadRowException {
        Optional<String> text = name(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant time = SECONDS.matcher(text.get()).matches()
                    ? Instant.ofEpochMilli((long) (Double.parseDouble(text.get()) * 1000))
                    : OffsetDateTime.parse(text.get()).toInstant();
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(LATEST)) {
                return Optional.of(time);
            }
            throw new BadRowException(name + " must be a time since 1970, not '" + text.get() + "'");
        } catch (DateTimeException e) {
            throw new BadRowException(name
                    + " must be a time such as 2026-11-23T10:00:00Z, or seconds since 1970, not '" + text.get() + "'");
        }
    }
}

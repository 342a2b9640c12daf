package dev.kotae.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads streams of server-sent events. */
public final class Streams {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BETWEEN = Pattern.compile("\n\n");

    private Streams() {}

    /** An event. */
    public record Event(String name, JsonNode data) {}

    /** The events of a whole stream; comments are left out. */
    public static List<Event> events(String stream) {
        List<Event> events = new ArrayList<>();
        for (String block : BETWEEN.split(stream)) {
            String name = null;
            StringBuilder data = new StringBuilder();
            for (String line : block.split("\n")) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()));
                }
            }
            if (name != null) {
                events.add(new Event(name, json(data.toString())));
            }
        }
        return events;
    }

    /** The text of the token events. */
    public static String text(List<Event> events) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event -> event.name().equals("token"))
                .forEach(event -> text.append(event.data().path("text").asText()));
        return text.toString();
    }

    private static JsonNode json(String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

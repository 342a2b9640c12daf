package dev.kotae.local.command;

import java.util.Iterator;
import java.util.stream.Stream;

/** Server-sent events out of lines, as the HTML standard reads them: comments are passed over, data lines of an event are joined. */
final class ServerEvents {
    private ServerEvents() {}

    /** Called for each event. */
    interface Listener {
        void event(String name, String data);
    }

    static void read(Stream<String> lines, Listener listener) {
        String name = "message";
        StringBuilder data = new StringBuilder();
        Iterator<String> iterator = lines.iterator();
        while (iterator.hasNext()) {
            String line = iterator.next();
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    listener.event(name, data.substring(0, data.length() - 1));
                }
                name = "message";
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                name = value(line, "event:");
            } else if (line.startsWith("data:")) {
                data.append(value(line, "data:")).append('\n');
            }
        }
    }

    private static String value(String line, String field) {
        String value = line.substring(field.length());
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}

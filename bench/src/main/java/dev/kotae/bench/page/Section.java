package dev.kotae.bench.page;

import java.util.ArrayList;
import java.util.List;

/**
 * What one benchmark has to say.
 *
 * @param name the benchmark's name, as the command takes it
 * @param title the section's heading
 * @param method how it was measured, in a few sentences
 * @param figures the figures
 * @param notes what else must be known to read them: further tables, what went wrong
 */
public record Section(String name, String title, String method, List<Figure> figures, List<String> notes) {

    /** Copies its lists. */
    public Section {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    /** The figures for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Figure figure : figures) {
            text.append(String.format(
                    "  %-70s %16s  %20s  %14s %s%n",
                    figure.measure(), figure.value(), figure.interval(), figure.goal(), figure.met()));
        }
        notes.forEach(
                note -> text.append("  ").append(note.replace("\n", "\n  ")).append('\n'));
        return text.toString();
    }

    /** As Markdown, without marks. */
    String markdown(String made) {
        List<String> lines = new ArrayList<>(List.of(
                "## " + title, "", method, "", "| measure | figure | 95 % | goal | met |", "|---|---:|---:|---:|---|"));
        figures.forEach(figure -> lines.add("| " + figure.measure() + " | " + figure.value() + " | " + figure.interval()
                + " | " + figure.goal() + " | " + figure.met() + " |"));
        notes.forEach(note -> lines.addAll(List.of("", note)));
        lines.addAll(List.of("", made));
        return String.join("\n", lines);
    }
}

package dev.kotae.bench.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Markdown page of all figures. Each section stands between two marks and is replaced as a whole; all else is written by hand. */
public final class BenchmarksPage {

    private final Path file;

    /** The page that is in a file, which exists. */
    public BenchmarksPage(Path file) {
        this.file = file;
    }

    /** Puts a section in the place of the one of the same name, or at the end. */
    public void put(Section section, String made) {
        try {
            Files.writeString(file, with(Files.readString(file), section.name(), section.markdown(made)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String with(String page, String name, String markdown) {
        String begin = "<!-- bench:" + name + " -->";
        String end = "<!-- /bench:" + name + " -->";
        String block = begin + "\n" + markdown + "\n" + end;
        Matcher old = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(page);
        return old.find()
                ? page.substring(0, old.start()) + block + page.substring(old.end())
                : page.stripTrailing() + "\n\n" + block + "\n";
    }
}

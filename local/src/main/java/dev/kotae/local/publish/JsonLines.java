package dev.kotae.local.publish;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Changes, one JSON object a line. Empty lines are passed over. */
final class JsonLines implements Origin {
    private final String name;
    private final Opener opener;

    private JsonLines(String name, Opener opener) {
        this.name = name;
        this.opener = opener;
    }

    static JsonLines from(InputStream in) {
        return new JsonLines("standard input", () -> in);
    }

    static JsonLines in(Path file) {
        return new JsonLines(file.toString(), () -> {
            InputStream in = Files.newInputStream(file);
            return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 65_536) : in;
        });
    }

    @Override
    public void read(ChangeSink sink) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(opener.open(), StandardCharsets.UTF_8), 65_536)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    sink.change(ChangeLine.parse(line));
                } catch (UnreadableException e) {
                    sink.problem(name + ", line " + number + ": " + e.getMessage());
                }
            }
        }
    }

    private interface Opener {
        InputStream open() throws IOException;
    }
}

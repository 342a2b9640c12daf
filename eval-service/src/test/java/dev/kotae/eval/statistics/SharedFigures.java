package dev.kotae.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Published figures that are not part of the project: in {@code KOTAE_DATA}, or in {@code shared/data} beside the checkout. */
final class SharedFigures {

    private SharedFigures() {}

    /** A file; the test is skipped where there is no such folder at all. */
    static Path file(String name) {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "Skipped: no folder with published figures; KOTAE_DATA names one");
        Path file = folder.get().resolve(name);
        assertThat(file).exists();
        return file;
    }

    static List<CSVRecord> csv(String name) {
        try (Reader reader = Files.newBufferedReader(file(name))) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> folder() {
        if (System.getenv("KOTAE_DATA") != null) {
            return Optional.of(Path.of(System.getenv("KOTAE_DATA"))).filter(Files::isDirectory);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}

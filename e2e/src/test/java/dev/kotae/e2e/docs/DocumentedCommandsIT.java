package dev.kotae.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.e2e.Kotae;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a page says that {@code ./kotae} can do. */
class DocumentedCommandsIT {

    private static final Set<String> WITH_COMMANDS_OF_ITS_OWN = Set.of("demo", "experiment");

    @TempDir
    Path folder;

    @Test
    void everyCommandAndOptionThatAPageNamesExists() throws Exception {
        // Given
        Map<String, Set<String>> options = new TreeMap<>();
        for (Path page : Pages.all()) {
            for (List<String> command : Pages.commands(Files.readString(page))) {
                String name = WITH_COMMANDS_OF_ITS_OWN.contains(command.get(0)) && command.size() > 1
                        ? command.get(0) + " " + command.get(1)
                        : command.get(0);
                Set<String> named = options.computeIfAbsent(name, some -> new TreeSet<>());
                command.stream()
                        .filter(word -> word.startsWith("--"))
                        .map(word -> word.split("=")[0])
                        .forEach(named::add);
            }
        }
        assertThat(options)
                .containsKeys("up", "down", "status", "publish", "ask", "rate", "report", "models", "demo eval");

        // When, then
        Kotae kotae = new Kotae(folder);
        options.forEach((command, named) -> {
            Kotae.Result help = kotae.run((command + " --help").split(" "));
            assertThat(help.exit())
                    .as("./kotae %s --help: %s", command, help.err())
                    .isZero();
            assertThat(named).allSatisfy(option -> assertThat(help.out())
                    .as("./kotae %s --help names %s", command, option)
                    .contains(option));
        });
    }

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() throws Exception {
        for (Path page : Pages.all()) {
            for (String target : Pages.links(Files.readString(page))) {
                assertThat(page.resolveSibling(target)).as("a link of %s", page).exists();
            }
        }
    }
}

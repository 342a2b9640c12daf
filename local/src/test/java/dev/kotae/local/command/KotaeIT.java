package dev.kotae.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against real Kafka and Redis, with stand-ins for the services. */
class KotaeIT {
    @TempDir
    static Path root;

    private static String rootBefore;

    /** What a run of the command came to. */
    record Run(int code, String out, String err) {}

    @BeforeAll
    static void up() throws IOException {
        rootBefore = System.setProperty("kotae.root", root.toString());
        FakeService.install(root);
        Files.createDirectories(root.resolve("docs/guide/en"));
        Files.writeString(root.resolve("docs/guide/en/publish.md"), "# Publish");

        Run run = kotae("up", "--detach", "--no-model");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("kafka", "redis", "query", "Ready in", "1 applied", "./kotae ask");
    }

    @AfterAll
    static void downLeavesNothing() throws IOException {
        List<Long> pids = new ArrayList<>();
        Json.parse(kotae("status", "--json").out()).findValues("pid").forEach(pid -> pids.add(pid.asLong()));
        try {
            Run run = kotae("down", "--wipe");

            assertThat(run.out()).contains("Stopped.");
            assertThat(root.resolve(".kotae")).doesNotExist();
            assertThat(pids).hasSizeGreaterThanOrEqualTo(4).noneMatch(pid -> ProcessHandle.of(pid)
                    .filter(process -> process.info().command().isPresent())
                    .isPresent());
            assertThat(kotae("status").code()).isEqualTo(1);
            assertThat(kotae("ask", "?").err()).contains("not up");
        } finally {
            if (rootBefore == null) {
                System.clearProperty("kotae.root");
            } else {
                System.setProperty("kotae.root", rootBefore);
            }
        }
    }

    @Test
    void statusGivesEveryAddress() {
        JsonNode status = Json.parse(kotae("status", "--json").out());

        assertThat(status.path("state").asText()).isEqualTo("running");
        assertThat(status.at("/kafka/bootstrapServers").asText()).startsWith("127.0.0.1:");
        assertThat(status.at("/redis/url").asText()).startsWith("redis://");
        assertThat(status.path("services")).hasSize(3).allSatisfy(service -> {
            assertThat(service.path("url").asText()).startsWith("http://127.0.0.1:");
            assertThat(service.path("managementUrl").asText()).startsWith("http://127.0.0.1:");
            assertThat(service.path("pid").asLong()).isPositive();
        });
    }

    @Test
    void upKeepsWhatRunsAndStartsWhatDoesNot() {
        long ingest = pid("ingest");
        ProcessHandle eval = ProcessHandle.of(pid("eval")).orElseThrow();
        eval.destroyForcibly();
        eval.onExit().join();
        assertThat(Json.parse(kotae("status", "--json").out()).path("state").asText())
                .isEqualTo("partly");

        Run run = kotae("up", "--detach", "--no-model", "--no-demo");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("runs already");
        assertThat(pid("ingest")).isEqualTo(ingest);
        assertThat(pid("eval")).isNotEqualTo(eval.pid());
        assertThat(kotae("status").code()).isZero();
    }

    @Test
    void changesFromStandardInputAreAccountedForOneByOne() {
        String lines =
                """
                {"id":"a","text":"one"}
                {"id":"b","text":null}

                {"id":"bad","title":"no text"}
                not json
                """;
        InputStream before = System.in;
        Run run;
        try {
            System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
            run = kotae("publish", "--collection", "lines", "-", "--json");
        } finally {
            System.setIn(before);
        }

        JsonNode report = Json.parse(run.out());
        assertThat(run.code()).isEqualTo(1);
        assertThat(report.path("sent").asInt()).isEqualTo(3);
        assertThat(report.at("/outcomes/applied").asInt()).isEqualTo(1);
        assertThat(report.at("/outcomes/unchanged").asInt()).isEqualTo(1);
        assertThat(report.at("/outcomes/rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/rejections/0/id").asText()).isEqualTo("bad");
        assertThat(report.at("/rejections/0/reason").asText()).isEqualTo("invalid-change");
        assertThat(report.at("/problems/0").asText()).isEqualTo("standard input, line 5: not JSON, near column 4");
    }

    @Test
    void folderIsPublishedByRelativePathsAndDocumentsAreDeletedById() throws IOException {
        Path folder = Files.createDirectories(root.resolve("pages/sub"));
        Files.writeString(folder.resolve("a.md"), "# A");
        Files.writeString(folder.resolve(".hidden.md"), "# Hidden");

        Run published =
                kotae("publish", "--collection", "pages", root.resolve("pages").toString());
        Run deleted = kotae("publish", "--collection", "pages", "--delete", "sub/a.md", "absent");

        assertThat(published.code()).isZero();
        assertThat(published.out()).contains("1 hidden files", "1 changes sent", "1 applied");
        assertThat(deleted.code()).isZero();
        assertThat(deleted.out()).contains("2 unchanged");
    }

    @Test
    void publishingIsRefusedWhereTheArgumentsMakeNoSense() {
        assertThat(kotae("publish", "--collection", "../x", "docs").code()).isEqualTo(2);
        assertThat(kotae("publish", "--collection", "x").code()).isEqualTo(2);
        assertThat(kotae("publish", "--collection", "x", "docs", "--delete", "a")
                        .code())
                .isEqualTo(2);
        assertThat(kotae("publish", "docs").code()).isEqualTo(2);
        assertThat(kotae("nonsense").code()).isEqualTo(2);
        Run missing =
                kotae("publish", "--collection", "x", root.resolve("absent").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no");
    }

    @Test
    void answerIsStreamedWithItsCitations() {
        Run run = kotae("ask", "How?", "--collection", "guide", "--user", "hanako");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsOnlyOnce("Push it. [1]")
                .contains(
                        "[1] Publish, One file (inferred)",
                        "guide/en/publish.md, version 7",
                        "./kotae rate q1.1.sig 5");
        assertThat(Json.parse(kotae("ask", "How?", "--json", "--user", "hanako").out())
                        .path("user")
                        .asText())
                .isEqualTo("hanako");
    }

    @Test
    void whatGoesWrongIsSaidInWords() {
        assertThat(kotae("ask", "How?", "--model", "other"))
                .isEqualTo(new Run(1, "", "kotae: There is no model 'other'. (unknown-model)\n"));
        assertThat(kotae("ask", "fail").err()).contains("It fell over. (model-failed)");
        assertThat(kotae("ask", "break off").err()).contains("broke off");
        assertThat(kotae("rate", "q1.1.sig", "6").code()).isEqualTo(2);
        assertThat(kotae("rate", "q1.1.sig", "five").code()).isEqualTo(2);
        assertThat(kotae("rate", "nonsense", "5").err()).contains("invalid-answer-id");
    }

    @Test
    void aUserIsErasedOnlyWhereThatIsMeant() {
        assertThat(kotae("erase", "--user", "hanako"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("'hanako'", "--yes"));
        assertThat(kotae("erase", "--user", "hanako", "--yes").out())
                .isEqualTo("Erased of hanako: 3 answers, 2 ratings, 1 votes.\n");
        assertThat(Json.parse(kotae("erase", "--user", "taro", "--yes", "--json")
                                .out())
                        .path("answers")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void ratingsReportsAndModels() {
        assertThat(kotae("rate", "q1.1.sig", "4").out()).contains("4 stars");
        assertThat(kotae("report").out())
                .contains("4.00 (1.50 to 5.00, 1)", "4.2/20/21 ms", "50.0 % of 2", "undecided; about 30 more");
        assertThat(kotae("report", "--format", "csv").out()).isEqualTo("model,answers\nextractive,2\n");
        assertThat(Json.parse(kotae("report", "--json").out()).path("models")).hasSize(1);
        assertThat(kotae("models").out())
                .containsPattern("extractive +kotae +1 .*ready")
                .containsPattern("granite +vllm +3.3 +131072 +0.1/0.3 USD +failing: Its last calls failed")
                .containsPattern("llama +vllm .*gone: Its provider no longer lists it");
        assertThat(kotae("models").err()).contains("the last good settings go on: It is no YAML: line 3");
    }

    private static long pid(String service) {
        for (JsonNode node : Json.parse(kotae("status", "--json").out()).path("services")) {
            if (node.path("name").asText().equals(service)) {
                return node.path("pid").asLong();
            }
        }
        throw new IllegalStateException("no " + service);
    }

    private static Run kotae(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Kotae.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--dir";
        all[arguments.length + 1] = root.resolve(".kotae").toString();
        int code = command.execute(arguments[0].equals("nonsense") ? arguments : all);
        return new Run(code, out.toString(), err.toString());
    }
}

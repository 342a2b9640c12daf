package dev.kotae.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, or two tests, start a suite in the same second on one machine. */
class TwoSuitesIT {

    @TempDir
    Path folder;

    private Kotae one;
    private Kotae other;

    @AfterEach
    void down() {
        Stream.of(one, other).forEach(suite -> suite.run("down", "--wipe"));
    }

    @Test
    void eachGetsPartsOfItsOwn() {
        one = new Kotae(folder.resolve("one"));
        other = new Kotae(folder.resolve("other"));

        List<CompletableFuture<Kotae.Result>> starts = Stream.of(one, other)
                .map(suite ->
                        CompletableFuture.supplyAsync(() -> suite.run("up", "--detach", "--no-demo", "--no-model")))
                .toList();

        starts.forEach(
                start -> assertThat(start.join().exit()).as(start.join().err()).isZero());
        List<String> addresses = new ArrayList<>(addresses(one));
        addresses.addAll(addresses(other));
        Set<String> different = new TreeSet<>(addresses);
        assertThat(addresses).hasSize(16).hasSameSizeAs(different);
        assertThat(one.run("publish", "--collection", "mine", "README.md").exit())
                .isZero();
        assertThat(one.run("ask", "What is Kotae?", "--collection", "mine", "--json")
                        .exit())
                .isZero();
        assertThat(other.run("ask", "What is Kotae?", "--collection", "mine", "--json")
                        .exit())
                .as("the other suite has no such collection")
                .isNotZero();
    }

    private static List<String> addresses(Kotae suite) {
        JsonNode status = suite.run("status", "--json").json();
        List<String> addresses = new ArrayList<>(List.of(
                status.at("/kafka/bootstrapServers").asText(),
                status.at("/redis/url").asText()));
        status.get("services").forEach(service -> {
            addresses.add(service.get("url").asText());
            addresses.add(service.get("managementUrl").asText());
        });
        return addresses;
    }
}

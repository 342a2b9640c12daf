package dev.kotae.query.model;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.local.testing.Script;
import dev.kotae.local.testing.ScriptedModels;
import dev.kotae.query.IndexedCollection;
import dev.kotae.query.QueryParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The catalogue while its file, its providers and their models change, without a restart. */
@QuarkusTest
@QuarkusTestResource(QueryParts.class)
class CatalogueFileIT {

    private static final String TEXT = "Receipts are kept for seven days. [1]";

    ScriptedModels models;

    @Inject
    IndexedCollection collection;

    @ConfigProperty(name = "kotae.catalogue.file")
    Path file;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @AfterEach
    void asItWas() throws IOException {
        Files.writeString(file, QueryParts.CATALOGUE);
        await().untilAsserted(() -> assertThat(shown().getString("fileTrouble")).isNull());
    }

    @Test
    void aProviderThatIsAddedIsAskedAndOneThatIsTakenOutIsForgotten() throws IOException {
        try (ScriptedModels second = ScriptedModels.start()) {
            second.offer("of-the-second", Script.says(TEXT));
            more("  providers:\n    second:\n      base-url: " + second.baseUrl() + "\n");
            await().untilAsserted(() -> assertThat(state("of-the-second")).isEqualTo("ready"));
            assertThat(ask("of-the-second", "u").jsonPath().getString("model.provider"))
                    .isEqualTo("second");
        }
        await().untilAsserted(() -> assertThat(state("of-the-second")).isEqualTo("failing"));
        assertThat(shown().getString("models.find { it.id == 'of-the-second' }.reason"))
                .isEqualTo("Its provider cannot be asked for its models");

        Files.writeString(file, QueryParts.CATALOGUE);

        await().untilAsserted(() -> assertThat(state("of-the-second")).isNull());
        assertThat(ask("of-the-second", "u").statusCode()).isEqualTo(404);
    }

    @Test
    void aBrokenFileChangesNothingAndIsTold() throws IOException {
        models.offer("still-there", Script.says(TEXT));
        await().untilAsserted(() -> assertThat(state("still-there")).isEqualTo("ready"));

        more("  providers: [\n    api-key: s3cr3t\n");

        await().untilAsserted(() -> assertThat(shown().getString("fileTrouble.reason"))
                .contains("no YAML", "line")
                .doesNotContain("s3cr3t"));
        assertThat(ask("still-there", "u").statusCode()).isEqualTo(200);
        assertThat(shown().getString("models.find { it.id == 'primary' }.id")).isEqualTo("primary");
        assertThat(given().get(management.resolve("/q/metrics")).asString()).contains("kotae_catalogue_file_valid 0.0");

        Files.delete(file);
        await().untilAsserted(() ->
                assertThat(shown().getString("fileTrouble.reason")).contains("cannot be read"));
        assertThat(ask("still-there", "u").statusCode()).isEqualTo(200);
    }

    @Test
    void aModelThatVanishesIsToldByNameAndOthersAreNotAffected() {
        models.offer("vanishing", Script.says(TEXT)).offer("staying", Script.says(TEXT));
        await().untilAsserted(() -> assertThat(state("vanishing")).isEqualTo("ready"));

        models.withdraw("vanishing");

        await().untilAsserted(() -> assertThat(state("vanishing")).isEqualTo("gone"));
        Response refused = ask("vanishing", "u");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("unknown-model");
        assertThat(refused.jsonPath().getString("detail")).contains("vanishing", "no more", "staying");
        assertThat(ask("staying", "u").statusCode()).isEqualTo(200);

        models.offer("vanishing", Script.says(TEXT));
        await().untilAsserted(
                        () -> assertThat(ask("vanishing", "u").statusCode()).isEqualTo(200));
    }

    @Test
    void aProviderThatCannotListItsModelsKeepsThemAsFailing() {
        models.offer("kept", Script.says(TEXT));
        await().untilAsserted(() -> assertThat(state("kept")).isEqualTo("ready"));

        models.list(Script.answers(200, "text/html", "<html>Sign in</html>"));
        await().untilAsserted(() -> assertThat(state("kept")).isEqualTo("failing"));
        assertThat(ask("kept", "u").statusCode()).isEqualTo(200);

        models.list(null);
        await().untilAsserted(() -> assertThat(state("kept")).isEqualTo("ready"));
    }

    @Test
    void questionsThatNameNoModelAreSharedByWeightAndEachUserKeepsItsModel() throws IOException {
        models.offer("left", Script.says(TEXT)).offer("right", Script.says(TEXT));
        more("    left: {provider: scripted, weight: 1}\n    right: {provider: scripted, weight: 1}\n");
        await().untilAsserted(() -> assertThat(state("right")).isEqualTo("ready"));
        await().untilAsserted(() ->
                assertThat(ask(null, "u").jsonPath().getString("model.id")).isNotEqualTo("extractive"));

        Set<String> served = new HashSet<>();
        for (int user = 0; user < 20; user++) {
            String first = ask(null, "user-" + user).jsonPath().getString("model.id");
            assertThat(ask(null, "user-" + user).jsonPath().getString("model.id"))
                    .isEqualTo(first);
            served.add(first);
        }

        assertThat(served).containsExactlyInAnyOrder("left", "right");
        assertThat(ask("extractive", "user-1").jsonPath().getString("model.id")).isEqualTo("extractive");
    }

    private void more(String yaml) throws IOException {
        Files.writeString(file, QueryParts.CATALOGUE + yaml);
    }

    private static JsonPath shown() {
        return given().get("/api/models").then().statusCode(200).extract().jsonPath();
    }

    private static String state(String model) {
        return shown().getString("models.find { it.id == '" + model + "' }.state");
    }

    private Response ask(String model, String user) {
        collection.add("receipts.md", "Receipts are kept for seven days.");
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("question", "How long are receipts kept?");
        request.put("collections", List.of(collection.name()));
        if (model != null) {
            request.put("model", model);
        }
        return given().contentType("application/json")
                .accept("application/json")
                .header("X-Kotae-User", user)
                .body(new ObjectMapper().valueToTree(request).toString())
                .post("/api/answers");
    }
}

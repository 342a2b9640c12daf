package dev.kotae.query;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The models that can be asked now. */
public final class ReadyModels {

    private ReadyModels() {}

    /** Waits until the service has found out about some models; asks as nobody who is limited. */
    public static void await(String... models) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> given().header("X-Kotae-User", "models")
                .get("/api/models")
                .jsonPath()
                .<String>getList("models.findAll { it.state == 'ready' }.id")
                .containsAll(List.of(models)));
    }
}

package dev.kotae.eval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kafka cannot be reached. */
@QuarkusTest
@QuarkusTestResource(KafkaAndRedis.class)
@TestProfile(KafkaAwayIT.NoKafka.class)
class KafkaAwayIT {

    @Test
    void aRatingIsNeverAcknowledgedAndTheClientHearsSoInTime() {
        Instant start = Instant.now();
        given().header("X-Kotae-User", Answers.USER)
                .contentType("application/json")
                .body("{\"stars\":5}")
                .put("/api/ratings/" + Answers.newId())
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void reportsAreStillRead() {
        given().header("X-Kotae-User", Answers.USER)
                .get("/api/reports/models")
                .then()
                .statusCode(200);
    }

    /** A port where nobody listens. */
    public static class NoKafka implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "kotae.eval.publish-timeout", "2s");
        }
    }
}

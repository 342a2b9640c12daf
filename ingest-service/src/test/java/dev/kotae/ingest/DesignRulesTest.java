package dev.kotae.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Plain JUnit tests: surefire counts no fields of ArchUnit's own engine, and a rule that may not have run guards nothing. */
class DesignRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kotae.ingest");

    @Test
    void onlyResourcesSeeHttp() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .haveSimpleNameNotEndingWith("Problems")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CLASSES);
    }

    @Test
    void onlyConsumersAndPublishersSeeKafka() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        ".*(Consumer|Publisher|KafkaEnds|IngestHealth|IngestMetrics|IndexResource)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..")
                .check(CLASSES);
    }

    @Test
    void onlyRedisClassesSeeTheRedisClient() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Redis")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.redis..", "io.vertx.mutiny.redis..", "io.quarkus.redis..")
                .check(CLASSES);
    }

    @Test
    void nobodyHereSeesModels() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.langchain4j..", "ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void readingParsingSplittingAndPlanningArePlain() {
        noClasses()
                .that()
                .resideInAnyPackage("..change..", "..parse..", "..split..", "..plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.smallrye.mutiny..",
                        "jakarta.inject..",
                        "jakarta.enterprise..",
                        "io.vertx..",
                        "io.quarkus..")
                .check(CLASSES);
    }

    @Test
    void nobodyWaits() {
        noClasses()
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("await")))
                .check(CLASSES);
    }
}

package dev.kotae.eval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Technology stays with the classes that carry its name; statistics are plain. */
class RoomsTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.kotae.eval");

    @Test
    void onlyResourcesSeeHttp() {
        onlyThoseNamed("\\w+Resource", "jakarta.ws.rs..");
    }

    @Test
    void onlyWhatReadsAndWritesItSeesKafka() {
        onlyThoseNamed("Kafka\\w+|\\w+(Consumer|Publisher|Projection|Trace)", "org.apache.kafka..");
    }

    @Test
    void onlyItsAdaptersSeeRedis() {
        onlyThoseNamed("Redis\\w+", "io.vertx.mutiny.redis..", "io.vertx.redis..");
    }

    @Test
    void onlyWhatWaitsIsReactive() {
        onlyThoseNamed(
                "Redis\\w+|Kafka\\w+|\\w+(Resource|Reader|Publisher|Consumer|Projection|Trace|Gauges|Runner)|PartitionCount|HttpQueryService|Trials|ExperimentDraw|Judging|Patience",
                "io.smallrye.mutiny..");
    }

    @Test
    void statisticsArePlain() {
        noClasses()
                .that()
                .resideInAPackage("..statistics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.smallrye..", "jakarta..", "io.quarkus..", "io.vertx..", "org.apache.kafka..")
                .check(CLASSES);
    }

    private static void onlyThoseNamed(String names, String... packages) {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(" + names + ")(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CLASSES);
    }
}

package dev.kotae.eval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Technology stays with the classes that carry its name; statistics are plain. */
@AnalyzeClasses(packages = "dev.kotae.eval", importOptions = DoNotIncludeTests.class)
class RoomsTest {

    @ArchTest
    static final ArchRule httpIsForResources = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule kafkaIsForWhatReadsAndWritesIt = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(Kafka\\w+|\\w+(Consumer|Publisher|Projection|Trace))(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule redisIsForItsAdapters = noClasses()
            .that()
            .haveNameNotMatching(".*\\.Redis\\w+(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.mutiny.redis..", "io.vertx.redis..");

    @ArchTest
    static final ArchRule statisticsArePlain = noClasses()
            .that()
            .resideInAPackage("..statistics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye..", "jakarta..", "io.quarkus..", "io.vertx..");

    @ArchTest
    static final ArchRule reactiveOnlyWhereThereIsIo = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(Redis\\w+|Kafka\\w+|\\w+(Resource|Publisher|Consumer|Projection|Trace|Gauges)"
                    + "|PartitionCount)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.smallrye.mutiny..");
}

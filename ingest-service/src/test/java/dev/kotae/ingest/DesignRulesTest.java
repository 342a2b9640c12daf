package dev.kotae.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kotae.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class DesignRulesTest {

    @ArchTest
    static final ArchRule onlyResourcesSeeHttp = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .haveSimpleNameNotEndingWith("Problems")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule onlyConsumersAndPublishersSeeKafka = noClasses()
            .that()
            .haveNameNotMatching(".*(Consumer|Publisher|IngestHealth|IngestMetrics|IndexResource)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..");

    @ArchTest
    static final ArchRule onlyRedisClassesSeeTheRedisClient = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Redis")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.redis..", "io.vertx.mutiny.redis..", "io.quarkus.redis..");

    @ArchTest
    static final ArchRule nobodyHereSeesModels =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.langchain4j..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule readingParsingSplittingAndPlanningArePlain = noClasses()
            .that()
            .resideInAnyPackage("..change..", "..parse..", "..split..", "..plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.smallrye.mutiny..", "jakarta.inject..", "jakarta.enterprise..", "io.vertx..", "io.quarkus..");

    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("await")));
}

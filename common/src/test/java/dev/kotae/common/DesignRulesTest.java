package dev.kotae.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which room may see which technology. */
class DesignRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kotae.common");

    @Test
    void onlyTheInProcessEmbedderSeesOnnxRuntime() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.BertSession(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void onlyTheIndexSeesTheRedisClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.kotae.common.index..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.redis..", "io.vertx.mutiny.redis..", "io.quarkus.redis..")
                .check(CLASSES);
    }

    @Test
    void onlyProjectionsAndTheContractOfEventsSeeKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.kotae.common.projection..", "dev.kotae.common.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void documentsChunksAndTextArePlain() {
        noClasses()
                .that()
                .resideInAnyPackage("..common.document..", "..common.chunk..", "..common.text..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..", "io.quarkus..", "jakarta..")
                .check(CLASSES);
    }
}

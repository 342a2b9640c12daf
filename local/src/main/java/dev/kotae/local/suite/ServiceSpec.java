package dev.kotae.local.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * One of the suite's services, as this machine runs it.
 *
 * @param name its short name
 * @param port where it listens if that port is free
 * @param managementPort where its health and metrics are if that port is free
 * @param heap its JVM's largest heap
 */
record ServiceSpec(String name, int port, int managementPort, String heap) {
    static final ServiceSpec QUERY = new ServiceSpec("query", 8080, 9080, "256m");
    static final ServiceSpec INGEST = new ServiceSpec("ingest", 8081, 9081, "448m");
    static final ServiceSpec EVAL = new ServiceSpec("eval", 8082, 9082, "192m");
    static final List<ServiceSpec> ALL = List.of(QUERY, INGEST, EVAL);

    /** The built service below the project's root. */
    Path jar(Path root) {
        return root.resolve(name + "-service/target/quarkus-app/quarkus-run.jar");
    }
}

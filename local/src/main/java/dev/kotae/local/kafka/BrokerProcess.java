package dev.kotae.local.kafka;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import org.apache.kafka.common.Uuid;

/** The broker's own JVM: formats the log folder where that was not done yet, then runs the server until it is told to stop. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** The arguments are the paths of the server's properties and of its log folder. */
    public static void main(String[] arguments) {
        String properties = Path.of(arguments[0]).toString();
        if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            String cluster = Uuid.randomUuid().toString();
            String[] format = {"format", "--cluster-id", cluster, "--config", properties};
            if (kafka.tools.StorageTool.execute(format, out) != 0) {
                System.exit(1);
            }
        }
        Kafka.main(new String[] {properties});
    }
}

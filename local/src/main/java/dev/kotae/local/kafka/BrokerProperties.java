package dev.kotae.local.kafka;

import dev.kotae.local.process.Ports;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The broker's configuration file, which also remembers its ports. */
record BrokerProperties(Path file, int port, int controllerPort) {
    /** The largest record of documents. */
    static final int DOCUMENT_BYTES = 24 * 1024 * 1024;

    /** What a dead letter may be larger by: its reason headers. */
    static final int DEAD_LETTER_EXTRA_BYTES = 64 * 1024;

    /** The ports that the folder's broker had before, where they are free; else the next ones from {@code preferred}, or any. */
    static BrokerProperties in(Path directory, int preferred) {
        Path file = file(directory);
        int port = remembered(file, "kotae.port");
        if (port == 0 || !Ports.claim(port)) {
            port = preferred == 0 ? Ports.any() : Ports.from(preferred);
        }
        int controller = remembered(file, "kotae.controller.port");
        while (controller == 0 || controller == port || !Ports.claim(controller)) {
            controller = Ports.any();
        }
        return new BrokerProperties(file, port, controller);
    }

    /** The ports of the broker that runs on a folder. */
    static BrokerProperties in(Path directory) {
        Path file = file(directory);
        return new BrokerProperties(file, remembered(file, "kotae.port"), remembered(file, "kotae.controller.port"));
    }

    private static Path file(Path directory) {
        return directory.toAbsolutePath().resolve("broker.properties");
    }

    Path data() {
        return file.resolveSibling("data");
    }

    /** The id that the data's cluster was given when it was formatted; empty before. */
    Optional<String> clusterId() {
        return Optional.ofNullable(read(data().resolve("meta.properties")).getProperty("cluster.id"));
    }

    void write() {
        String text =
                """
                kotae.port=%1$d
                kotae.controller.port=%2$d
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                group.initial.rebalance.delay.ms=0
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                message.max.bytes=%4$d
                replica.fetch.max.bytes=%4$d
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=8388608
                log.index.size.max.bytes=1048576
                controlled.shutdown.enable=false
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                """
                        .formatted(port, controllerPort, data(), DOCUMENT_BYTES + DEAD_LETTER_EXTRA_BYTES);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int remembered(Path file, String key) {
        return Integer.parseInt(read(file).getProperty(key, "0"));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }
}

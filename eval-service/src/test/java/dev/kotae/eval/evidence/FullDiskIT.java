package dev.kotae.eval.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.Answers;
import dev.kotae.eval.evidence.EvidenceEvent.AnswerGiven;
import dev.kotae.local.redis.RedisServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counts on a real Redis whose disk, a small file system of its own, is really full. */
class FullDiskIT {

    private static final String TOPIC_ID = "topic";
    private static final int PARTITION = 0;
    private static final int BLOCK = 64 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private Path disk;
    private RedisServer server;
    private Redis redis;
    private RedisEvidence evidence;
    private long position;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createTempDirectory("kotae-disk");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
        if (!mounted) {
            String missing = "A full disk is not tried: this user cannot mount one";
            assertThat(System.getProperty("kotae.tools")).as(missing).isNotEqualTo("required");
            assumeThat(mounted).as(missing).isTrue();
        }
        server = RedisServer.start(Files.createDirectory(disk.resolve("redis")));
        connect();
        assertThat(get(evidence.takeUp(Topics.ANSWERS, PARTITION, TOPIC_ID))).isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        if (server != null) {
            redis.close();
            server.close();
            assertThat(run("umount", disk.toString())).isTrue();
        }
        vertx.closeAndAwait();
        Files.deleteIfExists(disk);
    }

    @Test
    void nothingIsCountedWhileTheDiskIsFullAndAllOnceThereIsRoom() throws Exception {
        assertThat(applyNext()).isTrue();

        // When nothing more can be written to the disk
        Path filler = disk.resolve("filler");
        fill(filler);
        await().atMost(Duration.ofSeconds(60)).until(() -> !applyNext());
        long before = position;

        // Then every batch fails, to be tried again: it is never taken for counted
        for (int i = 0; i < 5; i++) {
            assertThat(applyNext()).isFalse();
        }
        assertThat(position).isEqualTo(before);
        assertThat(counted()).as("what was counted can still be read").isEqualTo(before);

        // And with room again it goes on by itself
        Files.delete(filler);
        await().atMost(Duration.ofSeconds(60)).until(this::applyNext);
        assertThat(applyNext()).isTrue();
        assertThat(counted()).isEqualTo(position);

        // And a crash after that loses nothing: what Redis says it has is what it goes on from
        redis.close();
        server.kill();
        server.restart();
        connect();
        assertThat(get(evidence.takeUp(Topics.ANSWERS, PARTITION, TOPIC_ID))).isEqualTo(position);
        assertThat(counted()).isEqualTo(position);
    }

    private void connect() {
        redis = Redis.createClient(vertx, new RedisOptions().setConnectionString(server.url()));
        evidence = new RedisEvidence(redis, () -> Uni.createFrom().item(1), new Room(8, 20));
    }

    /** Counts one more answer; whether Redis took it. */
    private boolean applyNext() {
        try {
            boolean applied = get(evidence.apply(
                    Topics.ANSWERS, PARTITION, TOPIC_ID, position, position + 1, List.of(answer(position))));
            assertThat(applied).as("nobody else moves the position").isTrue();
            position++;
            return true;
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessageContaining("MISCONF");
            return false;
        }
    }

    private long counted() {
        return get(new RedisCounts(redis).now()).slices().stream()
                .mapToLong(one -> one.tally().answers())
                .sum();
    }

    private static AnswerGiven answer(long offset) {
        Slice slice = new Slice(
                "m", null, null, null, null, List.of(), List.of("disk"), "en", LocalDate.of(2026, 11, 23), null);
        return new AnswerGiven(
                Answers.newId(), Answers.USER, slice, Outcome.ANSWERED, 1, 1, null, Map.of(), false, offset);
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int size = BLOCK; size > 0; size = size == BLOCK ? 1 : 0) {
                fill(out, new byte[size]);
            }
        }
    }

    private static void fill(OutputStream out, byte[] block) {
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}

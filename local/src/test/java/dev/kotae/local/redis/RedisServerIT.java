package dev.kotae.local.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kotae.local.process.Placement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerIT {
    @TempDir
    Path folder;

    @Test
    void killedServerComesBackWithItsPortItsDataAndItsIndex() {
        OwnRedis redis = OwnRedis.start(Placement.passing(folder, "redis"), RedisSources.find());
        long pid = redis.process().orElseThrow().pid();
        try {
            // Given
            RedisProbe probe = RedisProbe.at(redis.url());
            assertThat(probe.reply("FT.CREATE", "i", "PREFIX", "1", "d:", "SCHEMA", "t", "TAG"))
                    .isEqualTo("+OK");
            assertThat(probe.reply("HSET", "d:1", "t", "a")).isEqualTo(":1");
            assertThat(probe.reply("WAITAOF", "1", "0", "5000")).isEqualTo("*2");

            // When
            redis.kill();
            await().until(() -> ProcessHandle.of(pid).isEmpty());
            redis.restart();

            // Then
            assertThat(RedisServer.running(folder).orElseThrow().url()).isEqualTo(redis.url());
            assertThat(probe.reply("HSTRLEN", "d:1", "t")).isEqualTo(":1");
            assertThat(probe.reply("FT.SEARCH", "i", "@t:{a}")).isEqualTo("*3");
            assertThat(probe.reply("FT.SEARCH", "absent", "@t:{a}")).startsWith("-");
        } finally {
            redis.stop();
        }
        assertThat(RedisServer.running(folder)).isEmpty();
    }
}

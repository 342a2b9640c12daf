package dev.kotae.ingest.config;

import dev.kotae.common.index.ChunkIndex;
import dev.kotae.common.index.ChunkSearch;
import dev.kotae.common.index.GenerationSwitch;
import dev.kotae.common.index.RedisChunkIndex;
import dev.kotae.common.index.RedisChunkSearch;
import dev.kotae.common.index.RedisGenerationSwitch;
import dev.kotae.common.index.RedisLedgerScan;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The index in Redis, as those see it who do not know that it is Redis. */
class RedisPorts {

    @Produces
    @Singleton
    ChunkIndex index(Redis redis) {
        return new RedisChunkIndex(redis);
    }

    @Produces
    @Singleton
    ChunkSearch search(Redis redis) {
        return new RedisChunkSearch(redis);
    }

    @Produces
    @Singleton
    GenerationSwitch generations(Redis redis) {
        return new RedisGenerationSwitch(redis);
    }

    @Produces
    @Singleton
    RedisLedgerScan ledgers(Redis redis) {
        return new RedisLedgerScan(redis);
    }
}

package dev.kotae.query.config;

import dev.kotae.common.index.ChunkSearch;
import dev.kotae.common.index.RedisChunkSearch;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The index in Redis, as those see it who do not know that it is Redis. */
class RedisPorts {

    @Produces
    @Singleton
    ChunkSearch search(Redis redis) {
        return new RedisChunkSearch(redis);
    }
}

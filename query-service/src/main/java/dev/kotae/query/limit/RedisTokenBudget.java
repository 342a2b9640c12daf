package dev.kotae.query.limit;

import dev.kotae.common.document.ContentHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** One counter per asker and day, named by a hash: who asked is nobody's business who looks at the keys. */
@ApplicationScoped
class RedisTokenBudget implements TokenBudget {

    private static final Duration KEPT = Duration.ofDays(2);

    private final Redis redis;

    RedisTokenBudget(Redis redis) {
        this.redis = redis;
    }

    @Override
    public Uni<Long> spent(String asker, LocalDate day) {
        return redis.send(Request.cmd(Command.GET).arg(key(asker, day)))
                .map(reply -> reply == null ? 0L : reply.toLong());
    }

    @Override
    public Uni<Void> add(String asker, LocalDate day, long tokens) {
        String key = key(asker, day);
        return redis.batch(List.of(
                        Request.cmd(Command.INCRBY).arg(key).arg(tokens),
                        Request.cmd(Command.EXPIRE).arg(key).arg(KEPT.toSeconds())))
                .replaceWithVoid();
    }

    private static String key(String asker, LocalDate day) {
        return "kotae:limits:{" + ContentHash.of(asker).name() + "}:tokens:" + day;
    }
}

package dev.kotae.eval.experiment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Which instance runs an experiment. It saves work and no more: two that ran the same one would ask the same questions under the same
 * ids, and each would count once.
 */
@ApplicationScoped
class RedisLease {

    /** An instance that dies is followed by another one after so long. */
    static final Duration LASTS = Duration.ofSeconds(15);

    private static final String PROLONG =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
    private static final String LET_GO =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private final String instance = UUID.randomUUID().toString();
    private final Redis redis;

    RedisLease(Redis redis) {
        this.redis = redis;
    }

    /** Takes it where nobody has it; true if it is this instance's now. */
    Uni<Boolean> take(String experiment) {
        return redis.send(Request.cmd(Command.SET)
                        .arg(key(experiment))
                        .arg(instance)
                        .arg("NX")
                        .arg("PX")
                        .arg(LASTS.toMillis()))
                .map(reply -> reply != null);
    }

    /** Keeps it for as long again; false if another one has it meanwhile, or nobody. */
    Uni<Boolean> prolong(String experiment) {
        return redis.send(script(PROLONG, experiment).arg(LASTS.toMillis())).map(reply -> reply.toInteger() == 1);
    }

    /** Gives it back. */
    Uni<Void> letGo(String experiment) {
        return redis.send(script(LET_GO, experiment)).replaceWithVoid();
    }

    private Request script(String text, String experiment) {
        return Request.cmd(Command.EVAL).arg(text).arg(1).arg(key(experiment)).arg(instance);
    }

    private static String key(String experiment) {
        return "kotae:eval:experiment:" + experiment + ":runner";
    }
}

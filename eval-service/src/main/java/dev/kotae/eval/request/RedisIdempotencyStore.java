package dev.kotae.eval.request;

import dev.kotae.common.document.ContentHash;
import dev.kotae.eval.EvalConfig;
import dev.kotae.eval.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Remembers requests by their {@code Idempotency-Key}, for all instances and over restarts. A request is noted before its work and
 * marked as kept after it: one that died in between is done again when it is repeated, never skipped, and makes the same record, so
 * that it counts once. Kept for {@code kotae.eval.idempotency-kept}.
 */
@ApplicationScoped
public class RedisIdempotencyStore {

    private static final Logger LOG = Logger.getLogger(RedisIdempotencyStore.class);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final String KEPT = "kept";
    private static final String OPEN = "open";

    private final Redis redis;
    private final Duration keep;
    private final Duration timeout;

    RedisIdempotencyStore(Redis redis, EvalConfig config) {
        this.redis = redis;
        this.keep = config.idempotencyKept();
        this.timeout = config.readTimeout();
    }

    /**
     * Does a request's work, unless it was done before.
     *
     * @param user whose: the same key of another user is another one
     * @param key the header, or null where there is none; then nothing is noted
     * @param request method, path and body
     * @param work puts it where it is kept; at the claim's time, which is the first request's
     * @return fails with problems: 400 for a key that cannot be one, 422 where the key came with another request, 503 if Redis is away
     *     or takes no writes; and as the work does
     */
    public Uni<Claim> once(String user, String key, String request, Function<Claim, Uni<Void>> work) {
        return claim(user, key, request)
                .call(claim -> claim.kept()
                        ? Uni.createFrom().voidItem()
                        : work.apply(claim).chain(() -> kept(user, key, request, claim)));
    }

    /**
     * Notes a request.
     *
     * @return fails with problems, as {@link #once} says
     */
    private Uni<Claim> claim(String user, String key, String request) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (key == null) {
            return Uni.createFrom().item(new Claim(now, false));
        }
        if (!KEY.matcher(key).matches()) {
            return Uni.createFrom()
                    .failure(Problems.invalid(
                            "invalid-idempotency-key",
                            "Idempotency-Key must be 1 to 200 visible ASCII characters, for example a UUID"));
        }
        String hash = ContentHash.of(request).name();
        return redis.send(Request.cmd(Command.SET)
                        .arg(name(user, key))
                        .arg(line(hash, now, OPEN))
                        .arg("NX")
                        .arg("GET")
                        .arg("PX")
                        .arg(keep.toMillis()))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(RedisIdempotencyStore::notNoted)
                .map(before -> before == null ? new Claim(now, false) : repeated(before.toString(), hash));
    }

    /** Marks a request's work as kept. If that fails, a repeat does it again, to the same effect. */
    private Uni<Void> kept(String user, String key, String request, Claim claim) {
        if (key == null || claim.kept()) {
            return Uni.createFrom().voidItem();
        }
        return redis.send(Request.cmd(Command.SET)
                        .arg(name(user, key))
                        .arg(line(ContentHash.of(request).name(), claim.at(), KEPT))
                        .arg("PX")
                        .arg(keep.toMillis()))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("A request could not be marked as kept: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static Claim repeated(String line, String hash) {
        String[] fields = line.split(" ");
        if (!fields[0].equals(hash)) {
            throw Problems.unprocessable(
                    "idempotency-key-reused",
                    "This Idempotency-Key came with another request before; take a new key for a new request");
        }
        return new Claim(Instant.ofEpochMilli(Long.parseLong(fields[1])), fields[2].equals(KEPT));
    }

    private static String line(String hash, Instant at, String state) {
        return hash + " " + at.toEpochMilli() + " " + state;
    }

    private static String name(String user, String key) {
        return "kotae:eval:idempotency:"
                + ContentHash.ofFields(Arrays.asList(user, key)).name();
    }

    private static Throwable notNoted(Throwable failure) {
        LOG.warnf("A request with an Idempotency-Key could not be noted: %s", failure);
        return Problems.unavailable("Requests with Idempotency-Key cannot be taken at the moment; nothing was kept");
    }
}

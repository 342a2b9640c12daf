package dev.kotae.local.redis;

import dev.kotae.local.process.ChildProcess;
import dev.kotae.local.process.PartFailedException;
import dev.kotae.local.process.Placement;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One Redis with the Query Engine. It either runs as a child process that listens on loopback only and keeps everything below one
 * folder ({@code appendonly yes}, {@code noeviction}, queries that run out of time fail), or it is somebody else's, named by
 * {@code KOTAE_REDIS_URL}. Safe for use by several threads, but {@link #kill}, {@link #restart} and {@link #close} are for one at a
 * time.
 */
public final class RedisServer implements AutoCloseable {
    private final String url;
    private final OwnRedis own;

    private RedisServer(String url, OwnRedis own) {
        this.url = url;
        this.own = own;
    }

    /**
     * Starts a server on any free port, which ends with this JVM at the latest, and returns when it serves.
     *
     * @param directory the folder of its data; what an earlier server left there is there again
     * @throws PartFailedException if no Redis with the Query Engine can be had; the message names the ways to get one
     */
    public static RedisServer start(Path directory) {
        return start(Placement.passing(directory, "redis"));
    }

    /**
     * Starts a server and returns when it serves, or takes the one that {@code KOTAE_REDIS_URL} names.
     *
     * @throws PartFailedException if no Redis with the Query Engine can be had; the message names the ways to get one
     */
    public static RedisServer start(Placement place) {
        String given = System.getenv("KOTAE_REDIS_URL");
        if (given != null && !given.isBlank()) {
            return at(given.trim());
        }
        OwnRedis own = OwnRedis.start(place, RedisSources.find());
        return new RedisServer(own.url(), own);
    }

    /**
     * A server that somebody else runs.
     *
     * @throws PartFailedException if it does not answer, or has no Query Engine
     */
    public static RedisServer at(String url) {
        if (!RedisProbe.at(url).hasQueryEngine()) {
            throw new PartFailedException(
                    "The Redis at " + RedisProbe.withoutPassword(url)
                            + " (KOTAE_REDIS_URL) does not answer FT._LIST. It has to be Redis 8 or one with the Query Engine loaded.");
        }
        return new RedisServer(url, null);
    }

    /** The server that runs on a folder now, also if another JVM started it. */
    public static Optional<RedisServer> running(Path directory) {
        return Optional.of(on(directory)).filter(redis -> redis.pid().isPresent());
    }

    /** The server that was started on a folder, whether it runs now or not. */
    public static RedisServer on(Path directory) {
        OwnRedis own = OwnRedis.on(directory);
        return new RedisServer(own.url(), own);
    }

    /** Where clients connect: {@code redis://host:port}. */
    public String url() {
        return url;
    }

    /** Whether it is a child process here, which alone can be killed and restarted. */
    public boolean isOwn() {
        return own != null;
    }

    /** The process' number, or empty if it does not run or is not ours. */
    public Optional<Long> pid() {
        return own == null ? Optional.empty() : own.process().map(ChildProcess::pid);
    }

    /**
     * Ends the server as a crash would.
     *
     * @throws IllegalStateException if it is not ours
     */
    public void kill() {
        ours().kill();
    }

    /**
     * Starts it again with the same port and data, and returns when it serves; a running one is stopped before.
     *
     * @throws IllegalStateException if it is not ours
     */
    public void restart() {
        ours().restart();
    }

    /** Stops the server if it is ours; its data stays. */
    @Override
    public void close() {
        if (own != null) {
            own.stop();
        }
    }

    private OwnRedis ours() {
        if (own == null) {
            throw new IllegalStateException("The Redis at " + RedisProbe.withoutPassword(url) + " is not ours to stop");
        }
        return own;
    }
}

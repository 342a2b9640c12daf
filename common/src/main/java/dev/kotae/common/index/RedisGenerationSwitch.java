package dev.kotae.common.index;

import static dev.kotae.common.index.RedisCommands.command;
import static dev.kotae.common.index.RedisCommands.script;

import dev.kotae.common.event.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import java.util.ArrayList;
import java.util.List;

/** The switch in Redis: a hash of goals per generation, and a script that looks at all offsets and the live one's name at once. */
public final class RedisGenerationSwitch implements GenerationSwitch {

    private static final String SWITCH = RedisCommands.resource("switch.lua");

    private final RedisCommands redis;
    private final RedisChunkSearch search;

    /** Uses the client's connections and leaves them open. */
    public RedisGenerationSwitch(Redis redis) {
        this.redis = new RedisCommands(redis);
        this.search = new RedisChunkSearch(redis);
    }

    @Override
    public Uni<Boolean> isLive(Generation generation) {
        return search.live(generation.collection())
                .map(live -> live.filter(generation::equals).isPresent());
    }

    @Override
    public Uni<Void> noteGoal(Generation generation, int partition, long end) {
        return redis.send(command("HSETNX", RedisKeys.goals(generation), partition, end))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> switchTo(Generation generation, int partitions) {
        List<String> keys = new ArrayList<>(List.of(
                RedisKeys.live(generation.collection()),
                RedisKeys.pinned(generation.collection()),
                RedisKeys.previous(generation.collection()),
                RedisKeys.goals(generation)));
        for (int partition = 0; partition < partitions; partition++) {
            keys.add(RedisKeys.offset(generation, partition));
        }
        return redis.send(script(SWITCH, keys, EventJson.write(generation), generation.name()))
                .map(reply -> reply.toInteger() == 1);
    }
}

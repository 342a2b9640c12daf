package dev.kotae.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.bench.ingest.EmbeddedChunks.Placed;
import dev.kotae.bench.suite.RedisConnection;
import dev.kotae.common.document.ContentHash;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The vectors that the suite stored, read from Redis by the keys that docs/architecture.md names. */
final class StoredVectors {

    private final RedisConnection redis;
    private final String prefix;

    /** Of a collection's live generation. */
    StoredVectors(RedisConnection redis, String collection) throws IOException {
        this.redis = redis;
        String live = redis.send(Request.cmd(Command.GET).arg("kotae:" + collection + ":live"))
                .join()
                .toString();
        this.prefix = "kotae:" + collection + "/"
                + new ObjectMapper().readTree(live).get("name").asText() + ":chunk:";
    }

    /** In the order of the chunks; null where there is none. */
    List<float[]> of(List<Placed> chunks) {
        List<Request> requests = chunks.stream()
                .map(placed -> Request.cmd(Command.HGET)
                        .arg(prefix + "{" + ContentHash.of(placed.document()).name() + "}:"
                                + placed.chunk().id().value())
                        .arg("vector"))
                .toList();
        return redis.all(requests).stream().map(StoredVectors::vector).toList();
    }

    private static float[] vector(Response response) {
        if (response == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(response.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return vector;
    }
}

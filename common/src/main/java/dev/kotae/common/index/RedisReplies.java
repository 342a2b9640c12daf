package dev.kotae.common.index;

import io.vertx.mutiny.redis.client.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what Redis replies, where the shape is not obvious. */
final class RedisReplies {

    private RedisReplies() {}

    /** A hash's fields: from {@code HGETALL} a map, from inside a script a list of names and values by turns. */
    static Map<String, byte[]> fields(Response reply) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        if (reply == null) {
            return fields;
        }
        if (reply.isMap()) {
            for (String name : reply.getKeys()) {
                fields.put(name, bytes(reply.get(name)));
            }
        } else {
            for (int i = 0; i + 1 < reply.size(); i += 2) {
                fields.put(reply.get(i).toString(), bytes(reply.get(i + 1)));
            }
        }
        return fields;
    }

    static byte[] bytes(Response reply) {
        return reply.toBytes();
    }

    /** A vector's bytes as Redis wants them: 32-bit floats, little endian. */
    static byte[] bytes(float[] vector) {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    /** A vector from its bytes. */
    static float[] vector(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    /**
     * Fails for a search that ran out of time or lost a shard: part of the truth is not the truth.
     *
     * @return the reply itself
     */
    static Response complete(Response reply) {
        Response warning = reply.get("warning");
        if (warning != null && warning.size() > 0) {
            throw new IllegalStateException("Redis answered a search in part only: " + warning.get(0));
        }
        return reply;
    }
}

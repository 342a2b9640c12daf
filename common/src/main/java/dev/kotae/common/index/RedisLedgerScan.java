package dev.kotae.common.index;

import static dev.kotae.common.index.RedisCommands.command;

import dev.kotae.common.document.ContentHash;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Walks through all that a generation holds, for those who compare it with something. A walk takes long and sees changes that
 * are made meanwhile or not; at rest it sees everything once.
 */
public final class RedisLedgerScan {

    private static final String START = "0";
    private static final int PAGE = 500;

    private final RedisCommands redis;

    /** Uses the client's connections and leaves them open. */
    public RedisLedgerScan(Redis redis) {
        this.redis = new RedisCommands(redis);
    }

    /** All ledger entries, deleted ones too, in no order. Fails when Redis cannot be reached. */
    public Multi<LedgerEntry> entries(Generation generation) {
        return hashes(RedisKeys.ledgers(generation))
                .map(hash -> LedgerJson.read(generation.collection(), hash.fields()));
    }

    /**
     * One hash over every chunk (key and all fields, the vector's bytes too) and every ledger entry. Receipts are left out:
     * they tell how a state was reached, and two ways may lead to the same one.
     *
     * @return 64 hexadecimal digits; equal if and only if the two projections hold the same
     */
    public Uni<String> digest(Generation generation) {
        Multi<String> chunks = hashes(RedisKeys.chunks(generation)).map(hash -> digest(hash, ""));
        Multi<String> entries = hashes(RedisKeys.ledgers(generation)).map(hash -> digest(hash, "receipt"));
        return Multi.createBy()
                .concatenating()
                .streams(chunks, entries)
                .collect()
                .asList()
                .map(digests -> {
                    List<String> sorted = new ArrayList<>(digests);
                    sorted.sort(null);
                    return ContentHash.ofFields(sorted).hex();
                });
    }

    private static String digest(Hash hash, String without) {
        List<String> fields = new ArrayList<>(List.of(hash.key()));
        new TreeMap<>(hash.fields()).forEach((name, value) -> {
            if (!name.equals(without)) {
                fields.add(name);
                fields.add(name.equals("vector") ? HexFormat.of().formatHex(value) : text(value));
            }
        });
        return ContentHash.ofFields(fields).hex();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private Multi<Hash> hashes(String prefix) {
        AtomicReference<String> cursor = new AtomicReference<>(START);
        return Multi.createBy()
                .repeating()
                .uni(() -> page(prefix, cursor))
                .whilst(page -> !page.last())
                .onItem()
                .transformToIterable(Page::hashes);
    }

    /** {@code SCAN} may name a key twice while the table grows; at rest it does not. */
    private Uni<Page> page(String prefix, AtomicReference<String> cursor) {
        return redis.send(command("SCAN", cursor.get(), "MATCH", prefix + "*", "COUNT", PAGE))
                .chain(reply -> {
                    boolean last = reply.get(0).toString().equals(START);
                    cursor.set(reply.get(0).toString());
                    List<String> keys = new ArrayList<>();
                    reply.get(1).forEach(key -> keys.add(key.toString()));
                    List<Request> reads =
                            keys.stream().map(key -> command("HGETALL", key)).toList();
                    return redis.sendAll(reads).map(replies -> new Page(hashes(keys, replies), last));
                });
    }

    private static List<Hash> hashes(List<String> keys, List<Response> replies) {
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Map<String, byte[]> fields = RedisReplies.fields(replies.get(i));
            if (!fields.isEmpty()) { // deleted since the scan
                hashes.add(new Hash(keys.get(i), fields));
            }
        }
        return hashes;
    }

    private record Hash(String key, Map<String, byte[]> fields) {}

    private record Page(List<Hash> hashes, boolean last) {}
}

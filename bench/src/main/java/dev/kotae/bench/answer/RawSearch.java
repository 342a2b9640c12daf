package dev.kotae.bench.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.bench.suite.RedisConnection;
import dev.kotae.common.embedding.Embedder.Purpose;
import dev.kotae.common.embedding.OnnxEmbedder;
import dev.kotae.common.text.LuceneTextAnalyzer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The least that answering from the index takes: the question's vector, one search by it and one by the question's terms, sent together.
 * No ledger, no fusion, no answer, no event.
 */
final class RawSearch implements AutoCloseable {

    private static final int FETCH = 40;
    private static final String EVERYONE = "\u0001everyone";

    private final OnnxEmbedder embedder =
            OnnxEmbedder.bgeSmallEn(Runtime.getRuntime().availableProcessors());
    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();
    private final RedisConnection redis;
    private final String index;

    RawSearch(RedisConnection redis, String collection) throws IOException {
        this.redis = redis;
        String live = redis.send(Request.cmd(Command.GET).arg("kotae:" + collection + ":live"))
                .join()
                .toString();
        this.index = "kotae:" + collection + "/"
                + new ObjectMapper().readTree(live).get("name").asText();
    }

    /** How many hits both searches have together. */
    CompletableFuture<Integer> search(String question) {
        List<String> terms = List.copyOf(new LinkedHashSet<>(analyzer.terms(question)));
        return embedder.embed(question, Purpose.QUERY)
                .subscribeAsCompletionStage()
                .thenCompose(vector -> {
                    CompletableFuture<Response> near = redis.send(nearest(vector));
                    CompletableFuture<Response> words = redis.send(words(terms));
                    return near.thenCombine(words, (one, other) -> hits(one) + hits(other));
                });
    }

    private Request nearest(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        Request request = Request.cmd(Command.create("FT.SEARCH"))
                .arg(index)
                .arg("(@readers:{$reader})=>[KNN " + FETCH + " @vector $vector EF_RUNTIME 100 AS distance]");
        List.of("SORTBY", "distance", "LIMIT", "0", "" + FETCH, "RETURN", "2", "document", "distance", "PARAMS", "4")
                .forEach(request::arg);
        return request.arg("reader")
                .arg(EVERYONE)
                .arg("vector")
                .arg(bytes.array())
                .arg("DIALECT")
                .arg("2");
    }

    private Request words(List<String> terms) {
        StringBuilder any = new StringBuilder();
        for (int i = 0; i < terms.size(); i++) {
            any.append(i == 0 ? "$t" : "|$t").append(i);
        }
        Request request =
                Request.cmd(Command.create("FT.SEARCH")).arg(index).arg("@readers:{$reader} @terms:(" + any + ")");
        List.of("WITHSCORES", "SCORER", "BM25STD", "LIMIT", "0", "" + FETCH, "RETURN", "1", "document", "PARAMS")
                .forEach(request::arg);
        request.arg(2 + 2 * terms.size()).arg("reader").arg(EVERYONE);
        for (int i = 0; i < terms.size(); i++) {
            request.arg("t" + i).arg(terms.get(i));
        }
        return request.arg("DIALECT").arg("2");
    }

    private static int hits(Response response) {
        Response results = response.get("results");
        return results == null ? 0 : results.size();
    }

    @Override
    public void close() {
        embedder.close();
    }
}

package dev.kotae.common.index;

import static dev.kotae.common.index.RedisCommands.command;

import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The two legs of a search as queries. Whatever a user or document says reaches Redis as a parameter, never as part of the query.
 */
final class RedisLegs {

    /** HNSW's search width; Redis' own default of 10 loses one near chunk in ten. */
    private static final int EF_RUNTIME = 200;

    /** More distinct terms than this say nothing more about a question. */
    private static final int MAX_TERMS = 64;

    private RedisLegs() {}

    /** The vector leg, if there is a vector, then the text leg, if there are terms. */
    static List<Request> requests(Generation generation, ChunkSearch.Query query, int fetch) {
        List<Request> legs = new ArrayList<>();
        if (query.vector() != null) {
            legs.add(vectorLeg(generation, query, fetch));
        }
        if (!query.terms().isEmpty()) {
            legs.add(textLeg(generation, query, fetch));
        }
        return legs;
    }

    /** What the legs found, best first. */
    static Candidates candidates(ChunkSearch.Query query, List<Response> replies) {
        int next = 0;
        Map<Candidates.Key, Double> cosines = new LinkedHashMap<>();
        Map<Candidates.Key, Double> scores = new LinkedHashMap<>();
        if (query.vector() != null) {
            for (Response result : RedisReplies.complete(replies.get(next++)).get("results")) {
                double distance = Double.parseDouble(
                        result.get("extra_attributes").get("distance").toString());
                cosines.put(key(result), 1 - distance);
            }
        }
        if (!query.terms().isEmpty()) {
            for (Response result : RedisReplies.complete(replies.get(next)).get("results")) {
                scores.put(key(result), result.get("score").toDouble());
            }
        }
        return new Candidates(cosines, scores);
    }

    private static Candidates.Key key(Response result) {
        String id = result.get("id").toString();
        return new Candidates.Key(
                result.get("extra_attributes").get("document").toString(), id.substring(id.lastIndexOf(':') + 1));
    }

    private static Request vectorLeg(Generation generation, ChunkSearch.Query query, int fetch) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String filter = filter(query, parameters);
        parameters.put("vector", RedisReplies.bytes(query.vector()));
        String text = "(" + filter + ")=>[KNN " + fetch + " @vector $vector EF_RUNTIME " + Math.max(EF_RUNTIME, fetch)
                + " AS distance]";
        Request request = command("FT.SEARCH", RedisKeys.chunkIndex(generation), text, "SORTBY", "distance");
        RedisCommands.add(request, List.of("LIMIT", 0, fetch, "RETURN", 2, "document", "distance"));
        return withParameters(request, parameters);
    }

    private static Request textLeg(Generation generation, ChunkSearch.Query query, int fetch) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String filter = filter(query, parameters);
        int number = 0;
        for (String term : new LinkedHashSet<>(query.terms())) {
            if (number == MAX_TERMS) {
                break;
            }
            parameters.put("term" + number++, term);
        }
        String terms = parameters.keySet().stream()
                .filter(name -> name.startsWith("term"))
                .map(name -> "$" + name)
                .collect(Collectors.joining("|"));
        Request request = command(
                "FT.SEARCH", RedisKeys.chunkIndex(generation), filter + " @terms:(" + terms + ")", "WITHSCORES");
        RedisCommands.add(request, List.of("SCORER", "BM25STD", "LIMIT", 0, fetch, "RETURN", 1, "document"));
        return withParameters(request, parameters);
    }

    private static String filter(ChunkSearch.Query query, Map<String, Object> parameters) {
        List<String> readers = new ArrayList<>(List.of(RedisKeys.EVERYONE));
        query.groups().stream()
                .filter(group -> !group.isBlank())
                .forEach(readers::add); // an empty tag is a syntax error
        StringBuilder filter = new StringBuilder("@readers:{" + alternatives("reader", readers, parameters) + "}");
        int number = 0;
        for (Map.Entry<String, List<String>> attribute : query.filters().entrySet()) {
            List<String> values = attribute.getValue().stream()
                    .map(value -> attribute.getKey() + "=" + value)
                    .toList();
            filter.append(" @attributes:{")
                    .append(alternatives("attribute" + number++ + "v", values, parameters))
                    .append('}');
        }
        return filter.toString();
    }

    private static String alternatives(String name, List<String> values, Map<String, Object> parameters) {
        List<String> references = new ArrayList<>();
        for (String value : values) {
            String parameter = name + references.size();
            parameters.put(parameter, value);
            references.add("$" + parameter);
        }
        return String.join("|", references);
    }

    private static Request withParameters(Request request, Map<String, Object> parameters) {
        RedisCommands.add(request, List.of("PARAMS", 2 * parameters.size()));
        parameters.forEach((name, value) -> RedisCommands.add(request, List.of(name, value)));
        return RedisCommands.add(request, List.of("DIALECT", 2));
    }
}

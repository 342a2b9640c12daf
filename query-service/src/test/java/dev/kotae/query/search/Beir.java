package dev.kotae.query.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Questions and passages in BEIR's layout.
 *
 * @param passages text by id
 * @param questions text by id
 * @param relevant by question the ids of the passages that answer it
 */
record Beir(Map<String, String> passages, Map<String, String> questions, Map<String, Set<String>> relevant) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Beir read(Path folder) {
        try {
            Map<String, Set<String>> relevant = new LinkedHashMap<>();
            List<String> lines = Files.readAllLines(folder.resolve("qrels/test.tsv"));
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split("\t");
                relevant.computeIfAbsent(fields[0], id -> new HashSet<>()).add(fields[1]);
            }
            Map<String, String> questions = texts(folder.resolve("queries.jsonl"));
            questions.keySet().retainAll(relevant.keySet());
            return new Beir(texts(folder.resolve("corpus.jsonl")), questions, relevant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As many passages and questions, evenly picked; the passages that answer the questions are among them. */
    Beir sample(int mostPassages, int mostQuestions) {
        Map<String, String> some = new LinkedHashMap<>();
        pick(questions, mostQuestions).forEach(id -> some.put(id, questions.get(id)));
        Map<String, String> kept = new LinkedHashMap<>();
        some.keySet().forEach(id -> relevant.get(id).forEach(passage -> kept.put(passage, passages.get(passage))));
        pick(passages, mostPassages).stream()
                .takeWhile(id -> kept.size() < mostPassages)
                .forEach(id -> kept.put(id, passages.get(id)));
        return new Beir(kept, some, relevant);
    }

    private static List<String> pick(Map<String, String> from, int most) {
        int step = Math.max(1, from.size() / most);
        List<String> ids = List.copyOf(from.keySet());
        return java.util.stream.IntStream.range(0, ids.size())
                .filter(i -> i % step == 0)
                .limit(most)
                .mapToObj(ids::get)
                .toList();
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode item = JSON.readTree(line);
            texts.put(item.path("_id").asText(), item.path("text").asText());
        }
        return texts;
    }
}

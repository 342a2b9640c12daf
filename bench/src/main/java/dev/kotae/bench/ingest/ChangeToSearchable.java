package dev.kotae.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kotae.bench.Benchmark;
import dev.kotae.bench.Stage;
import dev.kotae.bench.ingest.Pages.Page;
import dev.kotae.bench.measure.Samples;
import dev.kotae.bench.page.Figure;
import dev.kotae.bench.page.Section;
import dev.kotae.bench.suite.Http;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One paragraph of a page changes; how long until a search finds its new words. */
public final class ChangeToSearchable implements Benchmark {

    private static final int SAMPLES = 220;
    private static final int WARM_UP = 20;
    private static final long PAUSE_MILLIS = 60;
    private static final long POLL_MILLIS = 3;
    private static final long GIVE_UP_SECONDS = 20;
    private static final double GOAL_P50 = 200;
    private static final double GOAL_P99 = 1000;

    @Override
    public String name() {
        return "change";
    }

    @Override
    public Section run(Stage stage) throws Exception {
        String collection = stage.publishedPages();
        String search = stage.suite().url("query") + "/api/search";
        List<Page> pages = stage.pages().blocks(1).get(0).stream()
                .filter(page -> paragraph(page.text()) >= 0)
                .toList();
        List<Double> latencies = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.suite().kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < WARM_UP + stage.times(SAMPLES); i++) {
                String word = "qz" + Integer.toString(1_000_000 + i * 7919, 36) + "x";
                double millis = change(producer, collection, pages.get(i % pages.size()), word, stage.http(), search);
                if (i >= WARM_UP) {
                    latencies.add(millis);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        Samples samples = Samples.of(latencies);
        return new Section(
                name(),
                "From a change to its being found",
                "A paragraph of one of the 361 published pages gets a new word and the page is sent with `acks=all`. From Kafka's"
                        + " acknowledgement on, `POST /api/search` asks for the word, again " + POLL_MILLIS
                        + " ms after each answer, until a hit's text has it; the figure ends with that answer's arrival, so it holds one"
                        + " search. " + SAMPLES + " changes to different pages one after the other, " + WARM_UP
                        + " before them uncounted.",
                List.of(
                        Figure.atMost(GOAL_P50, "p50", samples.quantile(0.5), "ms"),
                        Figure.atMost(GOAL_P99, "p99", samples.quantile(0.99), "ms"),
                        Figure.of("slowest", samples.quantile(1), "ms")),
                List.of());
    }

    private static double change(
            KafkaProducer<byte[], byte[]> producer, String collection, Page page, String word, Http http, String search)
            throws Exception {
        int at = paragraph(page.text());
        String text = page.text().substring(0, at) + " The " + word + " is new."
                + page.text().substring(at);
        byte[] value = new ObjectMapper()
                .createObjectNode()
                .put("contentType", "text/markdown")
                .put("text", text)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(
                        "kotae.documents." + collection, page.path().getBytes(StandardCharsets.UTF_8), value))
                .get();
        long acknowledged = System.nanoTime();
        Map<String, Object> question = Map.of("query", word, "collections", List.of(collection), "limit", 3);
        while (!found(http.post(search, question), page, word)) {
            if (System.nanoTime() - acknowledged > TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS)) {
                throw new IllegalStateException("A change to " + page.path() + " is not found");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return (System.nanoTime() - acknowledged) / 1e6;
    }

    private static boolean found(JsonNode answer, Page page, String word) {
        for (JsonNode hit : answer.get("hits")) {
            if (hit.get("documentId").asText().equals(page.path())
                    && hit.get("text").asText().contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** The end of the first paragraph of prose: a line of at least 60 characters that begins with a letter and ends a sentence. */
    private static int paragraph(String text) {
        int at = 0;
        boolean fenced = false;
        boolean frontMatter = text.startsWith("---\n");
        for (String line : text.split("\n", -1)) {
            if (at > 0 && line.equals("---")) {
                frontMatter = false;
            }
            fenced ^= line.strip().startsWith("```");
            boolean prose = line.length() >= 60 && Character.isLetter(line.charAt(0)) && line.endsWith(".");
            if (prose && !fenced && !frontMatter) {
                return at + line.length();
            }
            at += line.length() + 1;
        }
        return -1;
    }
}

package dev.kotae.bench.eval;

import dev.kotae.bench.suite.RunningSuite;
import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.AnswerCompleted.Citation;
import dev.kotae.common.event.AnswerCompleted.Model;
import dev.kotae.common.event.AnswerCompleted.Outcome;
import dev.kotae.common.event.AnswerCompleted.Retrieval;
import dev.kotae.common.event.AnswerCompleted.Source;
import dev.kotae.common.event.AnswerCompleted.Timings;
import dev.kotae.common.event.AnswerCompleted.Tokens;
import dev.kotae.common.event.AnswerId;
import dev.kotae.common.event.AnswerKey;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.QuestionPartition;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers of ten models over thirty days in two languages, and ratings of some of them, as the services would publish them. The same
 * seed gives the same events but for their signatures.
 */
final class Events {

    /** The collection that they are about. */
    static final String COLLECTION = "bench-eval";

    /** Whom all answers were given to. */
    static final String USER = "bench";

    static final int MODELS = 10;
    private static final int DAYS = 30;
    private static final int SOURCES = 4;
    private static final int SOURCE_LENGTH = 800;
    private static final Instant FIRST_DAY = Instant.parse("2026-10-01T00:00:00Z");

    private final Random random;
    private final byte[] key;
    private final int partitions;

    /** As the suite's services would sign them; another seed gives other answers. */
    Events(RunningSuite suite, int partitions, long seed) {
        this.random = new Random(seed);
        this.key = AnswerKey.load(Optional.empty(), Optional.of(suite.state().resolve("answer-key")));
        this.partitions = partitions;
    }

    /** The id of an answer that nobody published. */
    AnswerId newId() {
        return AnswerId.sign(new UUID(random.nextLong(), random.nextLong()).toString(), 1, USER, key);
    }

    /**
     * Answers, a share of them rated; a rating comes right after its answer.
     *
     * @param ratedShare 0 to 1
     * @param whole whether the answers hold the texts of their sources, as real ones do
     */
    List<ProducerRecord<byte[], byte[]>> records(int answers, double ratedShare, boolean whole) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            AnswerId id = newId();
            int partition = QuestionPartition.of(id.questionId(), partitions);
            AnswerCompleted answer = answer(id, whole);
            records.add(new ProducerRecord<>(Topics.ANSWERS, partition, bytes(answer.id()), EventJson.write(answer)));
            if (random.nextDouble() < ratedShare) {
                Rating rating = new Rating(
                        Rating.SCHEMA, answer.id(), USER, 1 + random.nextInt(5), null, null, null, answer.at());
                records.add(
                        new ProducerRecord<>(Topics.RATINGS, partition, bytes(rating.key()), EventJson.write(rating)));
            }
        }
        return records;
    }

    private AnswerCompleted answer(AnswerId id, boolean whole) {
        int model = random.nextInt(MODELS);
        double first = Math.exp(5 + 0.1 * model + 0.5 * random.nextGaussian());
        double total = first + Math.exp(7 + 0.6 * random.nextGaussian());
        Outcome outcome = random.nextInt(20) == 0 ? Outcome.NO_ANSWER : Outcome.ANSWERED;
        return new AnswerCompleted(
                AnswerCompleted.SCHEMA,
                id.toString(),
                USER,
                null,
                null,
                "How do I publish document number " + random.nextInt(1_000_000) + " to a collection?",
                null,
                random.nextInt(3) == 0 ? "ja" : "en",
                List.of(COLLECTION),
                null,
                new Model("model-" + model, "bench", "1"),
                "answer",
                "0f3c7f2f6c7c1b7c",
                null,
                new Retrieval(List.of("a1b2c3d4e5f60718"), "bge-small-en-v1.5-q-0123abcd", 0.5, 4),
                whole ? IntStream.rangeClosed(1, SOURCES).mapToObj(this::source).toList() : List.of(),
                whole ? List.of(citation()) : List.of(),
                outcome,
                "stop",
                null,
                new Timings(0.0, null, 5.0, 6.0, 12.0, first, total, 12 + first, 12 + total),
                new Tokens(900 + random.nextInt(300), 50 + random.nextInt(200)),
                null,
                "You publish it with one command, which waits until it is searchable [1].",
                FIRST_DAY.plus(Duration.ofSeconds(random.nextInt(DAYS * 24 * 3600))));
    }

    private Source source(int marker) {
        String words =
                "The collection's topic keeps the newest change of every document, number " + random.nextInt() + ". ";
        return new Source(
                marker,
                COLLECTION,
                "content/en/docs/page-" + random.nextInt(400) + ".md",
                random.nextInt(9000),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "d94a8fe5ccb19ba61c4c0873d391e987",
                "Publishing documents",
                null,
                List.of("Guide", "Publishing"),
                words.repeat(1 + SOURCE_LENGTH / words.length()));
    }

    private static Citation citation() {
        return new Citation(
                1,
                COLLECTION,
                "content/en/docs/page-1.md",
                7,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "d94a8fe5ccb19ba61c4c0873d391e987",
                "The collection's topic keeps the newest change of every document",
                true,
                false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

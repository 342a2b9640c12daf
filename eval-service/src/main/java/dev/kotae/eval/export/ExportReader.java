package dev.kotae.eval.export;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.EventJson;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.Judged.Given;
import dev.kotae.eval.evidence.KafkaRecords;
import dev.kotae.eval.export.Example.Message;
import dev.kotae.eval.export.Example.Provenance;
import dev.kotae.eval.report.ReportFilter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads judged answers back and writes them as lines, a bounded number at a time and only as fast as they are taken. Of examples that
 * would teach the same only the first is written. What was erased or withdrawn is not among what is counted, so it is not read.
 */
@ApplicationScoped
class ExportReader {

    private static final int AT_ONCE = 100;
    private static final byte[] NOTHING = {};

    private final KafkaRecords records;

    ExportReader(KafkaRecords records) {
        this.records = records;
    }

    /** Well-rated answers as chats, one JSON object each. */
    Multi<byte[]> chats(Counts counts, ReportFilter filter, ExportRules rules) {
        Set<UUID> seen = new HashSet<>();
        return examples(counts, filter, rules)
                .map(read -> {
                    Example example = read.example();
                    Message asked = example.asked(rules.context());
                    Message answered = example.answered(rules.context());
                    return isNew(seen, example.question(), example.plainText())
                            ? EventJson.write(new Chat(
                                    List.of(asked, answered),
                                    example.provenance(read.given().ratedAt())))
                            : NOTHING;
                })
                .filter(line -> line.length > 0)
                .select()
                .first(rules.limit());
    }

    /** Well-rated answers, in the order of their records. */
    Multi<Read> examples(Counts counts, ReportFilter filter, ExportRules rules) {
        List<Place> places = counts.judged().stream()
                .flatMap(judged -> Stream.of(judged.first(), judged.second())
                        .filter(Objects::nonNull)
                        .map(given -> new Place(judged.partition(), given)))
                .filter(place -> place.given.stars() >= rules.stars() && filter.matches(place.given.slice()))
                .sorted(Comparator.comparingInt((Place place) -> place.partition)
                        .thenComparingLong(place -> place.given.offset()))
                .toList();
        return inSteps(places, Place::partition, step -> {
            List<Long> offsets =
                    step.stream().map(place -> place.given.offset()).toList();
            return records.values(Topics.ANSWERS, step.get(0).partition, offsets)
                    .map(found -> step.stream()
                            .flatMap(place -> answer(found, place.given)
                                    .map(answer -> new Read(new Example(answer, place.given.stars()), place.given))
                                    .stream())
                            .filter(read -> read.example().usable())
                            .toList());
        });
    }

    /** Pairs of answers to one question of which one was preferred, one JSON object each. */
    Multi<byte[]> preferences(Counts counts, ReportFilter filter, ExportRules rules) {
        Set<UUID> seen = new HashSet<>();
        List<Pair> pairs = counts.judged().stream()
                .map(judged -> Pair.of(judged, rules.gap()))
                .filter(Objects::nonNull)
                .filter(pair -> filter.matches(pair.chosen.slice()) && filter.matches(pair.rejected.slice()))
                .sorted(Comparator.comparingInt((Pair pair) -> pair.partition)
                        .thenComparingLong(pair -> pair.chosen.offset()))
                .toList();
        return inSteps(pairs, Pair::partition, step -> {
                    List<Long> offsets = step.stream()
                            .flatMap(pair -> Stream.of(pair.chosen.offset(), pair.rejected.offset()))
                            .toList();
                    return records.values(Topics.ANSWERS, step.get(0).partition, offsets)
                            .map(found -> step.stream()
                                    .map(pair -> answer(found, pair.chosen)
                                            .flatMap(chosen -> answer(found, pair.rejected)
                                                    .map(rejected -> preference(pair, chosen, rejected, rules, seen)))
                                            .orElse(NOTHING))
                                    .filter(line -> line.length > 0)
                                    .toList());
                })
                .select()
                .first(rules.limit());
    }

    private static byte[] preference(
            Pair pair, AnswerCompleted one, AnswerCompleted other, ExportRules rules, Set<UUID> seen) {
        Example chosen = new Example(one, pair.chosen.stars());
        Example rejected = new Example(other, pair.rejected.stars());
        if (!chosen.usable()
                || !rejected.usable()
                || chosen.plainText().equals(rejected.plainText())
                || !isNew(seen, chosen.question(), chosen.plainText(), rejected.plainText())) {
            return NOTHING;
        }
        return EventJson.write(new Preference(
                List.of(chosen.asked(rules.context())),
                List.of(chosen.answered(rules.context())),
                List.of(rejected.answered(rules.context())),
                pair.by,
                chosen.provenance(pair.at),
                rejected.provenance(pair.at)));
    }

    /** Runs of one partition, {@value #AT_ONCE} at most, one after the other. */
    private static <P, T> Multi<T> inSteps(
            List<P> places,
            java.util.function.ToIntFunction<P> partition,
            java.util.function.Function<List<P>, Uni<List<T>>> read) {
        Map<Integer, List<P>> byPartition = new LinkedHashMap<>();
        places.forEach(place -> byPartition
                .computeIfAbsent(partition.applyAsInt(place), some -> new ArrayList<>())
                .add(place));
        List<List<P>> steps = new ArrayList<>();
        for (List<P> all : byPartition.values()) {
            for (int i = 0; i < all.size(); i += AT_ONCE) {
                steps.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
            }
        }
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(read::apply)
                .onItem()
                .disjoint();
    }

    private static boolean isNew(Set<UUID> seen, String... texts) {
        return seen.add(UUID.nameUUIDFromBytes(Example.sameness(texts).getBytes(StandardCharsets.UTF_8)));
    }

    /** Empty where it was erased meanwhile or cannot be read. */
    private static Optional<AnswerCompleted> answer(Map<Long, byte[]> found, Given given) {
        return Optional.ofNullable(found.get(given.offset()))
                .flatMap(json -> KafkaRecords.event(json, AnswerCompleted.class));
    }

    /** An example with where it is counted. */
    record Read(Example example, Given given) {}

    private record Place(int partition, Given given) {}

    private record Chat(List<Message> messages, Provenance metadata) {}

    private record Preference(
            List<Message> prompt,
            List<Message> chosen,
            List<Message> rejected,
            String judgedBy,
            Provenance chosenMetadata,
            Provenance rejectedMetadata) {}

    private record Pair(int partition, Given chosen, Given rejected, String by, Instant at) {

        /** By the vote where there is one, else by the stars; null where neither prefers one. */
        static Pair of(Judged judged, int gap) {
            Given first = judged.first();
            Given second = judged.second();
            if (first == null || second == null) {
                return null;
            }
            if (judged.ballot() != null) {
                return switch (judged.ballot().preferred()) {
                    case 1 ->
                        new Pair(
                                judged.partition(),
                                first,
                                second,
                                "vote",
                                judged.ballot().at());
                    case 2 ->
                        new Pair(
                                judged.partition(),
                                second,
                                first,
                                "vote",
                                judged.ballot().at());
                    default -> null;
                };
            }
            if (!first.rated() || !second.rated() || Math.abs(first.stars() - second.stars()) < gap) {
                return null;
            }
            return first.stars() > second.stars()
                    ? new Pair(judged.partition(), first, second, "stars", first.ratedAt())
                    : new Pair(judged.partition(), second, first, "stars", second.ratedAt());
        }
    }
}

package dev.kotae.eval.report;

import dev.kotae.common.event.AnswerCompleted;
import dev.kotae.common.event.Rating;
import dev.kotae.common.event.Topics;
import dev.kotae.eval.evidence.Counts;
import dev.kotae.eval.evidence.Judged;
import dev.kotae.eval.evidence.Judged.Given;
import dev.kotae.eval.evidence.KafkaRecords;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the worst-rated answers back, with their texts and what led to them. */
@ApplicationScoped
class RatedAnswerReader {

    private final KafkaRecords records;

    RatedAnswerReader(KafkaRecords records) {
        this.records = records;
    }

    /** The answers with the fewest stars, the newest of the same first. What was erased meanwhile or cannot be read is left out. */
    Uni<List<RatedAnswer>> worst(Counts counts, ReportFilter filter, int most, int skip) {
        List<Place> places = counts.judged().stream()
                .flatMap(RatedAnswerReader::places)
                .filter(place -> filter.matches(place.given.slice()))
                .sorted(Comparator.comparingInt((Place place) -> place.given.stars())
                        .thenComparing(place -> place.given.ratedAt(), Comparator.reverseOrder()))
                .skip(skip)
                .limit(most)
                .toList();
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToUniAndConcatenate(this::read)
                .filter(Objects::nonNull)
                .collect()
                .asList();
    }

    private static Stream<Place> places(Judged judged) {
        List<Place> places = new ArrayList<>();
        for (Given given : new Given[] {judged.first(), judged.second()}) {
            if (given != null && given.rated()) {
                places.add(new Place(judged.partition(), given));
            }
        }
        return places.stream();
    }

    private Uni<RatedAnswer> read(Place place) {
        return records.values(Topics.ANSWERS, place.partition, List.of(place.given.offset()))
                .chain(answers -> records.values(Topics.RATINGS, place.partition, List.of(place.given.ratingOffset()))
                        .map(ratings -> rated(place, answers, ratings)));
    }

    private static RatedAnswer rated(Place place, Map<Long, byte[]> answers, Map<Long, byte[]> ratings) {
        byte[] answer = answers.get(place.given.offset());
        byte[] rating = ratings.get(place.given.ratingOffset());
        if (answer == null || rating == null) {
            return null;
        }
        return KafkaRecords.event(answer, AnswerCompleted.class)
                .flatMap(given -> KafkaRecords.event(rating, Rating.class).map(judged -> RatedAnswer.of(given, judged)))
                .orElse(null);
    }

    private record Place(int partition, Given given) {}
}

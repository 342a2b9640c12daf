package dev.kotae.query.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Figures of things that come in conversations: what is chosen is chosen on the other conversations than the one it is measured on, and
 * intervals are of drawing whole conversations anew.
 */
final class ByConversation<T> {

    private static final int RESAMPLES = 2000;

    private final Map<String, List<T>> conversations;
    private final List<String> names;

    ByConversation(List<T> all, Function<T, String> conversation) {
        conversations = all.stream().collect(Collectors.groupingBy(conversation));
        names = conversations.keySet().stream().sorted().toList();
    }

    List<T> all() {
        return names.stream().flatMap(name -> conversations.get(name).stream()).toList();
    }

    int size() {
        return names.size();
    }

    /** What is chosen for each conversation, by all the others alone. */
    <C> Map<String, C> chosen(Function<List<T>, C> choice) {
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> choice.apply(names.stream()
                                .filter(other -> !other.equals(name))
                                .flatMap(other -> conversations.get(other).stream())
                                .toList())));
    }

    /** A figure with the 2.5th and 97.5th percentile of it over draws of as many conversations, with a fixed seed. */
    String withInterval(ToDoubleFunction<List<T>> figure) {
        Random random = new Random(1);
        List<Double> drawn = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            List<T> sample = new ArrayList<>();
            for (int j = 0; j < names.size(); j++) {
                sample.addAll(conversations.get(names.get(random.nextInt(names.size()))));
            }
            drawn.add(figure.applyAsDouble(sample));
        }
        drawn.sort(null);
        return String.format(
                Locale.ROOT,
                "%.3f | %.3f to %.3f",
                figure.applyAsDouble(all()),
                drawn.get(RESAMPLES / 40),
                drawn.get(RESAMPLES - RESAMPLES / 40));
    }
}

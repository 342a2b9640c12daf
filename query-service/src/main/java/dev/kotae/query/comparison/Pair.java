package dev.kotae.query.comparison;

import dev.kotae.query.model.Catalogue;
import dev.kotae.query.model.Model;
import dev.kotae.query.problem.Problems;
import dev.kotae.query.request.Body;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The two models of a comparison, in the order in which their answers are shown.
 *
 * @param first writes the first answer
 * @param second writes the second
 */
record Pair(Model first, Model second) {

    /**
     * The models that a request names, or two of those that are ready; either way in an order that chance decides, so that the place
     * tells nothing of the model. None has a fallback: the other one of the two could answer in its place and be compared with itself.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem for a list that is not of two different models, a model that does not exist,
     *     or where fewer than two are ready
     */
    static Pair of(List<String> named, Catalogue catalogue, RandomGenerator chance) {
        List<Model> models = new ArrayList<>(
                named.isEmpty()
                        ? ready(catalogue)
                        : named.stream().map(catalogue::alone).toList());
        shuffle(models, chance);
        return new Pair(models.get(0), models.get(1));
    }

    /** The field {@code models}: two different ones, or empty. */
    static List<String> named(Body body) {
        List<String> named = body.texts("models");
        if (!named.isEmpty() && (named.size() != 2 || named.get(0).equals(named.get(1)))) {
            throw Problems.invalid("invalid-models", "'models' must name two different models, or be left out");
        }
        return named;
    }

    private static List<Model> ready(Catalogue catalogue) {
        List<Model> ready = catalogue.all().stream()
                .filter(entry -> entry.state() == Catalogue.State.READY)
                .map(Catalogue.Entry::model)
                .toList();
        if (ready.size() < 2) {
            throw Problems.invalid(
                    "too-few-models",
                    "A comparison needs two models that are ready; there are: "
                            + String.join(", ", ready.stream().map(Model::id).toList()));
        }
        return ready;
    }

    private static void shuffle(List<Model> models, RandomGenerator chance) {
        for (int last = models.size() - 1; last > 0; last--) {
            Collections.swap(models, last, chance.nextInt(last + 1));
        }
    }
}

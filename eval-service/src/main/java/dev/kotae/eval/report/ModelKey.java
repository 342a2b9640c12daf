package dev.kotae.eval.report;

import dev.kotae.eval.evidence.Slice;
import java.util.Comparator;

/**
 * Which rows are one.
 *
 * @param model the model's id
 * @param revision its revision, or null
 */
record ModelKey(String model, String revision) implements Comparable<ModelKey> {

    private static final Comparator<ModelKey> ORDER = Comparator.comparing(ModelKey::model)
            .thenComparing(ModelKey::revision, Comparator.nullsFirst(Comparator.naturalOrder()));

    static ModelKey of(Slice slice) {
        return new ModelKey(slice.model(), slice.revision());
    }

    /** For people: the revision in parentheses, if there is one. */
    String label() {
        return revision == null ? model : model + " (" + revision + ")";
    }

    @Override
    public int compareTo(ModelKey other) {
        return ORDER.compare(this, other);
    }
}

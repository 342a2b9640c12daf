package dev.kotae.query.model;

import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * A model and who answers in its place where it fails before it said anything, one after the other. {@link ModelEvent.Started} names
 * who it was. Where all fail, the failure is that of the model that was asked for.
 */
final class FallbackModel implements Model {

    private final Model wanted;
    private final List<Model> others;
    private final BiConsumer<String, String> onFallback;

    /** @param onFallback told of each model that failed and the one that takes over */
    FallbackModel(Model wanted, List<Model> others, BiConsumer<String, String> onFallback) {
        this.wanted = wanted;
        this.others = List.copyOf(others);
        this.onFallback = onFallback;
    }

    @Override
    public String id() {
        return wanted.id();
    }

    @Override
    public String provider() {
        return wanted.provider();
    }

    @Override
    public String revision() {
        return wanted.revision();
    }

    @Override
    public Integer contextLength() {
        return wanted.contextLength();
    }

    @Override
    public boolean followsInstructions() {
        return wanted.followsInstructions();
    }

    @Override
    public boolean quotes() {
        return wanted.quotes();
    }

    @Override
    public Multi<ModelEvent> answer(Prompt prompt) {
        return Multi.createFrom().deferred(() -> {
            AtomicBoolean begun = new AtomicBoolean();
            return watched(wanted, prompt, begun)
                    .onFailure(failure -> !begun.get())
                    .recoverWithMulti(failure -> instead(0, wanted, prompt, begun, failure));
        });
    }

    private Multi<ModelEvent> instead(int next, Model failed, Prompt prompt, AtomicBoolean begun, Throwable first) {
        if (next == others.size()) {
            return Multi.createFrom().failure(first);
        }
        Model other = others.get(next);
        onFallback.accept(failed.id(), other.id());
        return watched(other, prompt, begun)
                .onFailure(failure -> !begun.get())
                .recoverWithMulti(failure -> instead(next + 1, other, prompt, begun, first));
    }

    private static Multi<ModelEvent> watched(Model model, Prompt prompt, AtomicBoolean begun) {
        return model.answer(prompt).onItem().invoke(() -> begun.set(true));
    }
}

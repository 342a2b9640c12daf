package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.query.prompt.Prompt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FallbackModelTest {

    private final List<String> fallbacks = new ArrayList<>();

    @Test
    void theNextOneTakesOverBeforeTheFirstToken() {
        AssertSubscriber<ModelEvent> reader =
                answer(silent("a"), silent("b"), speaking("c"), speaking("d")).assertCompleted();

        assertThat(((ModelEvent.Started) reader.getItems().get(0)).model().id()).isEqualTo("c");
        assertThat(fallbacks).containsExactly("a>b", "b>c");
    }

    @Test
    void nobodyTakesOverOnceSomethingWasSaid() {
        AssertSubscriber<ModelEvent> reader = answer(breaking("a"), speaking("b"));

        reader.assertFailedWith(IllegalStateException.class, "a broke");
        assertThat(reader.getItems()).hasSize(2);
        assertThat(fallbacks).isEmpty();
    }

    @Test
    void whereAllFailItIsTheFirstFailureThatIsTold() {
        answer(silent("a"), silent("b")).assertFailedWith(IllegalStateException.class, "a is away");
    }

    @Test
    void oneThatBreaksOffInPlaceOfAnotherEndsTheAnswer() {
        answer(silent("a"), breaking("b"), speaking("c")).assertFailedWith(IllegalStateException.class, "b broke");
    }

    private AssertSubscriber<ModelEvent> answer(Model wanted, Model... others) {
        return new FallbackModel(wanted, List.of(others), (from, to) -> fallbacks.add(from + ">" + to))
                .answer(null)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static Model silent(String id) {
        return new Fake(id, Multi.createFrom().failure(new IllegalStateException(id + " is away")));
    }

    private static Model speaking(String id) {
        return new Fake(id, Multi.createFrom().items(new ModelEvent.Token("x"), new ModelEvent.Finished("stop", 1, 1)));
    }

    private static Model breaking(String id) {
        return new Fake(
                id,
                Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(new ModelEvent.Token("x")),
                                Multi.createFrom().failure(new IllegalStateException(id + " broke"))));
    }

    private record Fake(String id, Multi<ModelEvent> said) implements Model {
        @Override
        public String provider() {
            return "p";
        }

        @Override
        public String revision() {
            return null;
        }

        @Override
        public Multi<ModelEvent> answer(Prompt prompt) {
            Multi<ModelEvent> started = Multi.createFrom().item(new ModelEvent.Started(this, Map.of(), 0));
            return id.equals("a") || id.equals("b")
                    ? said.onItem()
                            .transformToMultiAndConcatenate(event -> event instanceof ModelEvent.Token
                                    ? Multi.createBy()
                                            .concatenating()
                                            .streams(started, Multi.createFrom().item(event))
                                    : Multi.createFrom().item(event))
                    : Multi.createBy().concatenating().streams(started, said);
        }
    }
}

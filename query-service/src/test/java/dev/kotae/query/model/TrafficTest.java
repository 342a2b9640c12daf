package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final int USERS = 20_000;

    @Test
    void usersAreSharedByWeight() {
        List<ModelCard> models = List.of(model("a", 3), model("b", 1), model("c", 0));

        assertThat(share(models, "a")).isCloseTo(0.75, within(0.015));
        assertThat(share(models, "c")).isZero();
    }

    @Test
    void aUserKeepsItsModelAndOnlyThoseMoveWhoseModelGoes() {
        List<ModelCard> all = List.of(model("a", 1), model("b", 1), model("c", 1));
        List<ModelCard> less = all.subList(0, 2);
        for (int user = 0; user < USERS; user++) {
            String before = choose(all, user);

            assertThat(choose(all, user)).isEqualTo(before);
            if (!before.equals("c")) {
                assertThat(choose(less, user)).isEqualTo(before);
            }
        }
    }

    @Test
    void moreWeightTakesUsersOnlyToTheModelThatHasIt() {
        for (int user = 0; user < USERS; user++) {
            String before = choose(List.of(model("a", 1), model("b", 1), model("c", 1)), user);
            String after = choose(List.of(model("a", 1), model("b", 2), model("c", 1)), user);

            assertThat(after).isIn(before, "b");
        }
    }

    @Test
    void withoutWeightsNobodyIsChosen() {
        assertThat(Traffic.choose(List.of(model("a", 0)), "u")).isEmpty();
    }

    private static double share(List<ModelCard> models, String id) {
        int count = 0;
        for (int user = 0; user < USERS; user++) {
            count += choose(models, user).equals(id) ? 1 : 0;
        }
        return (double) count / USERS;
    }

    private static String choose(List<ModelCard> models, int user) {
        return Traffic.choose(models, "user-" + user).orElseThrow().id();
    }

    private static ModelCard model(String id, double weight) {
        return new ModelCard(id, "p", id, id, null, null, List.of(), List.of(), null, Map.of(), null, weight);
    }
}

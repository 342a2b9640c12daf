package dev.kotae.query.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelNameTest {

    @Test
    void aModelAloneSearchesAllCollections() {
        assertThat(name("granite-3.3-8b")).isEqualTo(new ModelName("granite-3.3-8b", List.of()));
        assertThat(name(null)).isEqualTo(new ModelName(null, List.of()));
    }

    @Test
    void collectionsStandBehindTheLastAt() {
        assertThat(name("granite@ocp")).isEqualTo(new ModelName("granite", List.of("ocp")));
        assertThat(name("granite@ocp, rhel,")).isEqualTo(new ModelName("granite", List.of("ocp", "rhel")));
        assertThat(name("claude@2025@ocp")).isEqualTo(new ModelName("claude@2025", List.of("ocp")));
    }

    @Test
    void theDefaultModelCanBeLeftOut() {
        assertThat(name("@ocp")).isEqualTo(new ModelName(null, List.of("ocp")));
    }

    @Test
    void aModelWhoseNameHasAnAtIsTakenWhole() {
        assertThat(name("claude@2025")).isEqualTo(new ModelName("claude@2025", List.of()));
    }

    private static ModelName name(String name) {
        return ModelName.of(name, "claude@2025"::equals);
    }
}

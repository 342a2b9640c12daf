package dev.kotae.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PortPlanTest {

    @Test
    void partWhosePortIsTakenDoesNotTakeTheNextPartsPort() {
        PortPlan plan = new PortPlan(port -> port != 8080, Set.of(8080, 8081, 8082));

        assertThat(plan.take(0, 8080)).isEqualTo(8083);
        assertThat(plan.take(0, 8081)).isEqualTo(8081);
        assertThat(plan.take(0, 8082)).isEqualTo(8082);
    }

    @Test
    void noPortIsGivenTwice() {
        PortPlan plan = new PortPlan(port -> port > 8081, Set.of(8080, 8081));

        assertThat(plan.take(0, 8080)).isEqualTo(8082);
        assertThat(plan.take(0, 8081)).isEqualTo(8083);
    }

    @Test
    void aPartStaysWhereItWasWhileThatIsFree() {
        assertThat(new PortPlan(port -> true, Set.of(8080, 8085)).take(8085, 8080))
                .isEqualTo(8085);
        assertThat(new PortPlan(port -> port != 8085, Set.of(8080, 8085)).take(8085, 8080))
                .isEqualTo(8080);
    }
}

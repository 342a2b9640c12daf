package dev.kotae.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuitePortsTest {

    @Test
    void everyPartHasItsOwnPortWhereAllAreFree() {
        SuitePorts ports = SuitePorts.plan(Optional.empty(), port -> true);

        assertThat(all(ports)).containsExactly(9092, 6379, 8090, 8091, 8080, 9080, 8081, 9081, 8082, 9082);
    }

    @Test
    void kafkaAndAServiceThatBothMoveOnDoNotMeet() {
        SuitePorts ports = SuitePorts.plan(Optional.empty(), port -> port < 9080 || port > 9092);

        assertThat(all(ports)).doesNotHaveDuplicates().allMatch(port -> port < 9080 || port > 9092);
    }

    @Test
    void everyPartStaysWhereItWasAndNoOtherIsPutThere() {
        SuiteStatus before = new SuiteStatus(
                SuiteStatus.STOPPED,
                "state",
                new SuiteStatus.Kafka(SuiteStatus.STOPPED, null, "127.0.0.1:9093"),
                new SuiteStatus.Redis(SuiteStatus.STOPPED, null, "redis://127.0.0.1:9094"),
                null,
                null,
                List.of(new SuiteStatus.Service(
                        "query", SuiteStatus.STOPPED, null, "http://127.0.0.1:9095", "http://127.0.0.1:9096")));

        SuitePorts ports = SuitePorts.plan(Optional.of(before), port -> port < 8080 || port > 9092);

        assertThat(all(ports)).doesNotHaveDuplicates();
        assertThat(ports.kafka()).isEqualTo(9093);
        assertThat(ports.redis()).isEqualTo(9094);
        assertThat(ports.services().get(ServiceSpec.QUERY)).isEqualTo(new SuitePorts.Pair(9095, 9096));
    }

    private static List<Integer> all(SuitePorts ports) {
        List<Integer> all = new ArrayList<>(List.of(ports.kafka(), ports.redis(), ports.model(), ports.embedder()));
        ports.services().values().forEach(pair -> all.addAll(List.of(pair.open(), pair.management())));
        return all;
    }
}

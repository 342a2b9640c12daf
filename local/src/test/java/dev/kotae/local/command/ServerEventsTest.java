package dev.kotae.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerEventsTest {

    @Test
    void eventsAreSplitByEmptyLinesAndCommentsPassedOver() {
        List<String> events = new ArrayList<>();

        ServerEvents.read(
                ": heartbeat\n\nevent: token\ndata: one\ndata:two\n\nid: 3\ndata:  x\n\nevent: lost\n\ndata: no end"
                        .lines(),
                (name, data) -> events.add(name + "=" + data));

        assertThat(events).containsExactly("token=one\ntwo", "message= x");
    }
}

package dev.kotae.query.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionReadingTest {

    private final CompletionReading reading = new CompletionReading(10);

    @Test
    void tokensReasonAndUsageAreRead() {
        assertThat(reading.read("{\"choices\":[{\"delta\":{\"content\":\"答え\"},\"finish_reason\":null}]}"))
                .isEqualTo(new CompletionReading.Piece("答え", true));
        reading.read("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
        reading.read("{\"choices\":[],\"usage\":{\"prompt_tokens\":2000000,\"completion_tokens\":1000000}}");

        ModelEvent.Finished end = reading.end(new Price(1, 3, "JPY"));

        assertThat(end.reason()).isEqualTo("stop");
        assertThat(end.promptTokens()).isEqualTo(2_000_000);
        assertThat(end.cost().amount()).isEqualTo(5);
        assertThat(end.cost().currency()).isEqualTo("JPY");
    }

    @Test
    void whatNobodyTellsIsNotKnown() {
        reading.read("{\"choices\":[{\"delta\":{\"content\":null},\"finish_reason\":\"stop\"}],\"usage\":{}}");

        ModelEvent.Finished end = reading.end(new Price(1, 3, "USD"));

        assertThat(end.promptTokens()).isNull();
        assertThat(end.completionTokens()).isNull();
        assertThat(end.cost()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[]}",
                "{}",
                "{\"choices\":null}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"delta\":null,\"finish_reason\":\"\"}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}"
            })
    void anEmptyEventIsNoSignOfLifeAndNoEnd(String event) {
        assertThat(reading.read(event)).isEqualTo(new CompletionReading.Piece("", false));
        assertThat(reading.isDone()).isFalse();
    }

    @Test
    void thinkingAloudIsASignOfLife() {
        assertThat(reading.read("{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}")
                        .alive())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "7", "[]", "{\"a\"", "", "{\"error\":{\"message\":\"no\"}}"})
    void whatIsNotTheApiIsRefused(String event) {
        assertThatThrownBy(() -> reading.read(event)).isInstanceOf(StrangeAnswerException.class);
    }

    @Test
    void aModelThatDoesNotStopIsStopped() {
        String event = "{\"choices\":[{\"delta\":{\"content\":\"123456\"}}]}";
        reading.read(event);

        assertThatThrownBy(() -> reading.read(event)).isInstanceOf(CompletionReading.EndlessException.class);
    }

    @Test
    void withoutAReasonTheStreamBrokeOff() {
        assertThatThrownBy(() -> reading.end(null)).isInstanceOf(CompletionReading.BrokenOffException.class);
    }
}

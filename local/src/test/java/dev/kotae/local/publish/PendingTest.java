package dev.kotae.local.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kotae.local.publish.Receipt.Outcome;
import dev.kotae.local.publish.Receipt.Place;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final Pending pending = new Pending();

    @Test
    void firstReceiptOfAPlaceCounts() {
        pending.sent("a", at(5));

        pending.received(receipt("a", 5, Outcome.APPLIED));
        pending.received(receipt("a", 5, Outcome.UNCHANGED));

        assertThat(pending.waiting()).isZero();
        assertThat(pending.count(Outcome.APPLIED)).isEqualTo(1);
        assertThat(pending.count(Outcome.UNCHANGED)).isZero();
    }

    @Test
    void receiptMayComeBeforeTheAcknowledgement() {
        pending.received(receipt("a", 5, Outcome.REJECTED));
        pending.sent("a", at(5));

        assertThat(pending.waiting()).isZero();
        assertThat(pending.rejections()).singleElement().satisfies(rejected -> assertThat(rejected.reason())
                .isEqualTo("code"));
    }

    @Test
    void changeThatCompactionRemovedIsSupersededOnceALaterOneOfItsKeyHasAReceipt() {
        pending.sent("a", at(5));
        pending.sent("b", at(6));
        pending.sent("a", at(7));

        pending.received(receipt("a", 7, Outcome.APPLIED));

        assertThat(pending.waiting()).isEqualTo(1);
        assertThat(pending.overtaken()).isEqualTo(1);
        pending.settleOvertaken();
        assertThat(pending.count(Outcome.SUPERSEDED)).isEqualTo(1);
        assertThat(pending.examples(9)).containsExactly("b");
    }

    @Test
    void changeThatWasOvertakenKeepsTheReceiptThatComesLate() {
        pending.sent("a", at(5));
        pending.sent("a", at(7));
        pending.received(receipt("a", 7, Outcome.APPLIED));
        pending.received(receipt("a", 5, Outcome.REJECTED));

        pending.settleOvertaken();

        assertThat(pending.count(Outcome.SUPERSEDED)).isZero();
        assertThat(pending.count(Outcome.REJECTED)).isEqualTo(1);
    }

    @Test
    void receiptsOfAnotherTopicOrPartitionSettleNothing() {
        pending.sent("a", at(5));

        boolean ours = pending.received(new Receipt("a", new Place("other", 0, 9), Outcome.APPLIED, null, null));
        pending.received(new Receipt("a", new Place("topic", 1, 9), Outcome.APPLIED, null, null));

        assertThat(ours).isFalse();
        assertThat(pending.waiting()).isEqualTo(1);
        assertThat(pending.overtaken()).isZero();
    }

    private static Place at(long offset) {
        return new Place("topic", 0, offset);
    }

    private static Receipt receipt(String id, long offset, Outcome outcome) {
        return new Receipt(id, at(offset), outcome, "code", "words");
    }
}

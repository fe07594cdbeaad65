package dev.parley.normalise;

import static dev.parley.normalise.Conversation.ANNA;
import static dev.parley.normalise.Conversation.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.InboundEvent.Covered;
import dev.parley.normalise.MessageState.Call;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiptReducerTest {
    private static final Instant READ_AT = AT.plusSeconds(60);

    private final Conversation conversation = new Conversation();

    @Test
    void aReadReceiptCoversWhatWasSentUntilThenOldestFirst() {
        MessageState later = conversation.published(8, "m2", AT);
        MessageState first = conversation.published(7, "m1", AT.minusSeconds(1));
        MessageState after = conversation.published(9, "m3", AT.plusMillis(1));

        conversation.happens(until(true, AT));

        assertThat(first.readAt()).isEqualTo(READ_AT);
        assertThat(first.deliveredAt()).isEqualTo(READ_AT);
        assertThat(later.readAt()).isEqualTo(READ_AT);
        assertThat(later.isDirty()).isTrue();
        assertThat(after.readAt()).isNull();
        assertThat(conversation.told())
                .containsExactly("message.delivered", "message.read", "message.delivered", "message.read");
        assertThat(conversation
                        .batch
                        .drafts()
                        .getFirst()
                        .data()
                        .path("message")
                        .path("external_id")
                        .asText())
                .isEqualTo("m1");
        assertThat(conversation.chat.read().until()).isEqualTo(AT);
        assertThat(conversation.chat.delivered().until()).isEqualTo(AT);
    }

    @Test
    void aDeliveryReceiptSaysNothingOfReading() {
        MessageState message = conversation.published(7, "m1", AT);

        conversation.happens(until(false, AT));

        assertThat(message.deliveredAt()).isEqualTo(READ_AT);
        assertThat(message.readAt()).isNull();
        assertThat(conversation.told()).containsExactly("message.delivered");
        assertThat(conversation.chat.delivered().until()).isEqualTo(AT);
        assertThat(conversation.chat.read().until()).isNull();
    }

    @Test
    void whatWasDeliveredIsReadLaterAndNeitherIsToldTwice() {
        conversation.published(7, "m1", AT);

        conversation.happens(until(false, AT), until(true, AT), until(false, AT), until(true, AT));

        assertThat(conversation.told()).containsExactly("message.delivered", "message.read");
    }

    @Test
    void messagesOfTheParticipantAndUnsentOnesAreNotCovered() {
        MessageState theirs = conversation.received(7, "m1", null);
        MessageState unsent = conversation.open(8, Call.GIVEN_UP);

        conversation.happens(until(true, READ_AT));

        assertThat(theirs.readAt()).isNull();
        assertThat(unsent.readAt()).isNull();
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void aWatermarkNeverGoesBack() {
        conversation.happens(until(true, AT), until(true, AT.minusSeconds(1)));

        assertThat(conversation.chat.read().until()).isEqualTo(AT);
        assertThat(conversation.chat.delivered().until()).isEqualTo(AT);
    }

    @Test
    void aReceiptUpToAMessageCoversThoseBeforeIt() {
        MessageState first = conversation.published(7, "m1", AT.minusSeconds(1));
        MessageState last = conversation.published(8, "m2", AT);

        conversation.happens(upTo("m2"));

        assertThat(first.readAt()).isEqualTo(READ_AT);
        assertThat(last.readAt()).isEqualTo(READ_AT);
        assertThat(conversation.chat.read().until()).isEqualTo(AT);
    }

    @Test
    void aReceiptUpToAMessageThatIsNotKnownWaitsForIt() {
        conversation.happens(upTo("e1"));
        assertThat(conversation.chat.read().until()).isNull();
        assertThat(conversation.chat.parked()).hasSize(1);

        conversation.happens(echo("e1", null));

        assertThat(conversation.told()).containsExactly("message.sent", "message.delivered", "message.read");
        assertThat(conversation.chat.message("e1").orElseThrow().readAt()).isEqualTo(READ_AT);
    }

    @Test
    void whereTooManyAreCoveredTheRestIsLeftAndTheWatermarkStays() {
        MessageState message = conversation.published(7, "m1", AT);
        conversation.batch.overfull(conversation.chat);

        conversation.happens(until(true, AT));

        assertThat(message.readAt()).isEqualTo(READ_AT);
        assertThat(conversation.chat.read().until()).isNull();
        assertThat(conversation.batch.leftovers()).singleElement().satisfies(rest -> {
            assertThat(rest.events()).containsExactly(until(true, AT));
            assertThat(rest.traceparent()).isEqualTo("00-trace");
        });
    }

    @Test
    void aSendThatBecomesKnownLateIsCoveredByAnEarlierReceipt() {
        MessageState ours = conversation.open(7, Call.UNDER_WAY);
        conversation.chat.covered(new Watermark(AT.plusSeconds(1), null), new Watermark(AT, null));

        conversation.happens(echo("e1", new MessageId(7)));

        assertThat(ours.readAt()).isEqualTo(AT);
        assertThat(ours.deliveredAt()).isEqualTo(AT);
        assertThat(conversation.told()).containsExactly("message.sent", "message.delivered", "message.read");
    }

    @Test
    void aSendThatBecomesKnownLateIsDeliveredWhereNothingWasRead() {
        MessageState ours = conversation.open(7, Call.UNDER_WAY);
        conversation.chat.covered(new Watermark(AT, null), new Watermark(AT.minusMillis(1), null));

        conversation.happens(echo("e1", new MessageId(7)));

        assertThat(ours.deliveredAt()).isEqualTo(AT);
        assertThat(ours.readAt()).isNull();
        assertThat(conversation.told()).containsExactly("message.sent", "message.delivered");
    }

    @Test
    void aSendThatBecomesKnownLateIsStampedWithTheTimeOfItsReceipt() {
        MessageState ours = conversation.open(7, Call.UNDER_WAY);
        conversation.happens(until(true, AT));

        conversation.happens(echo("e1", new MessageId(7)));

        assertThat(ours.readAt()).isEqualTo(READ_AT);
        assertThat(ours.deliveredAt()).isEqualTo(READ_AT);
    }

    @Test
    void aSendAfterTheWatermarksIsNotCovered() {
        conversation.open(7, Call.UNDER_WAY);
        conversation.chat.covered(new Watermark(AT.minusMillis(1), null), Watermark.NONE);

        conversation.happens(echo("e1", new MessageId(7)));

        assertThat(conversation.told()).containsExactly("message.sent");
    }

    @Test
    void aSendWhoseTimeIsCorrectedIsCoveredByAnEarlierReceipt() {
        MessageState ours = conversation.published(7, "m1", AT.plusSeconds(5));
        conversation.chat.covered(new Watermark(AT, null), new Watermark(AT, null));

        conversation.happens(new InboundEvent.EchoArrived(ANNA, "m1", AT, "Hi", List.of(), null, false, null));

        assertThat(ours.readAt()).isEqualTo(AT);
        assertThat(conversation.told()).containsExactly("message.delivered", "message.read");
    }

    @Test
    void whatWasStampedIsStampedOnce() {
        MessageState ours = conversation.published(7, "m1", AT.plusSeconds(5));
        ours.deliver(READ_AT);
        ours.read(READ_AT);
        conversation.chat.covered(new Watermark(AT, null), new Watermark(AT, null));

        conversation.happens(new InboundEvent.EchoArrived(ANNA, "m1", AT, "Hi", List.of(), null, false, null));

        assertThat(ours.readAt()).isEqualTo(READ_AT);
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void aMessageOfTheParticipantIsNeverCoveredByAnEarlierReceipt() {
        conversation.chat.covered(new Watermark(READ_AT, null), new Watermark(READ_AT, null));

        conversation.happens(
                new InboundEvent.MessageArrived(ANNA, "m1", AT, "Hi", List.of(), null, null, false, null, List.of()));

        assertThat(conversation.told()).containsExactly("message.received");
    }

    private static InboundEvent.ReceiptArrived until(boolean read, Instant watermark) {
        return new InboundEvent.ReceiptArrived(ANNA, read, new Covered.Until(watermark), READ_AT);
    }

    private static InboundEvent.ReceiptArrived upTo(String id) {
        return new InboundEvent.ReceiptArrived(ANNA, true, new Covered.UpTo(id), READ_AT);
    }

    private static InboundEvent.EchoArrived echo(String id, @Nullable MessageId ours) {
        return new InboundEvent.EchoArrived(
                ANNA, id, AT, "Hi", List.of(), ours == null ? null : ours.toString(), false, null);
    }
}

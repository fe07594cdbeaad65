package dev.parley.normalise;

import static dev.parley.normalise.Conversation.ANNA;
import static dev.parley.normalise.Conversation.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.SentBy;
import dev.parley.normalise.MessageState.Call;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EchoReducerTest {
    private final Conversation conversation = new Conversation();

    @Test
    void whatSomebodyWroteInTheNativeAppIsStoredAndTold() {
        conversation.happens(echo("e1", "Ha\0llo", null, AT));

        MessageState message = conversation.chat.message("e1").orElseThrow();
        assertThat(message.direction()).isEqualTo("outbound");
        assertThat(message.status()).isEqualTo("published");
        assertThat(message.body()).isEqualTo("Hallo");
        assertThat(conversation.chat.outboundAt()).isEqualTo(AT);
        assertThat(conversation.chat.wakesLane()).isFalse();
        assertThat(conversation.told()).containsExactly("message.sent");
    }

    @Test
    void anEchoWithOurIdSettlesThatSend() {
        MessageState ours = conversation.open(7, Call.UNDER_WAY);

        conversation.happens(echo("e1", "other text", new MessageId(7), AT));

        assertThat(ours.externalId()).isEqualTo("e1");
        assertThat(ours.isPublished()).isTrue();
        assertThat(ours.isSettledByEcho()).isTrue();
        assertThat(ours.snapshot().errorMessage()).isNull();
        assertThat(ours.postedAt()).isEqualTo(AT);
        assertThat(ours.call()).isEqualTo(Call.ENDED);
        assertThat(conversation.chat.message("e1")).contains(ours);
        assertThat(conversation.chat.outboundAt()).isEqualTo(AT);
        assertThat(conversation.chat.wakesLane()).isTrue();
        assertThat(conversation.told()).containsExactly("message.sent");
    }

    @Test
    void anEchoWithTheIdOfASendThatHasAnotherIdIsSomebodyElses() {
        MessageState ours = conversation.published(7, "m1", AT);

        conversation.happens(echo("e1", "Hi", new MessageId(7), AT));

        assertThat(ours.externalId()).isEqualTo("m1");
        assertThat(conversation.chat.message("e1")).isPresent();
    }

    @Test
    void anEchoThatNamesAMessageOfTheParticipantIsSomebodyElses() {
        MessageState theirs = conversation.received(7, "m1", null);

        conversation.happens(echo("e1", "Hi", new MessageId(7), AT));

        assertThat(theirs.externalId()).isEqualTo("m1");
        assertThat(conversation.told()).containsExactly("message.sent");
    }

    @Test
    void anEchoThatIsKnownBringsThePlatformsTimeAndNoNews() {
        MessageState ours = conversation.published(7, "m1", AT);

        conversation.happens(echo("m1", "Hi", null, AT.minusSeconds(1)));

        assertThat(ours.postedAt()).isEqualTo(AT.minusSeconds(1));
        assertThat(ours.isDirty()).isTrue();
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void aLaterTimeOfAKnownEchoIsNotTaken() {
        MessageState ours = conversation.published(7, "m1", AT);
        MessageState theirs = conversation.received(8, "m2", null);

        conversation.happens(
                echo("m1", "Hi", null, AT.plusSeconds(1)),
                echo("m1", "Hi", null, AT),
                echo("m2", "Hi", null, AT.minusSeconds(1)));

        assertThat(ours.postedAt()).isEqualTo(AT);
        assertThat(ours.isDirty()).isFalse();
        assertThat(theirs.isDirty()).isFalse();
    }

    @Test
    void anEchoWithoutAnIdOfOursWaitsForTheCallThatIsUnderWay() {
        conversation.open(7, Call.UNDER_WAY);

        conversation.happens(echo("e1", "Hi", null, AT));

        assertThat(conversation.chat.parked()).hasSize(1);
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void waitingEchoesAreSomebodyElsesOnceTheCallHasEndedWithoutThem() {
        MessageState ours = conversation.open(7, Call.UNDER_WAY);
        conversation.happens(echo("e1", "Hi", null, AT));

        conversation.fold.releaseEchoes(conversation.chat, Conversation.RULES);
        assertThat(conversation.chat.parked()).hasSize(1);
        ours.settle("m1", AT);
        conversation.fold.releaseEchoes(conversation.chat, Conversation.RULES);

        assertThat(conversation.chat.parked()).isEmpty();
        assertThat(conversation.told()).containsExactly("message.sent");
        assertThat(conversation.chat.message("e1")).isPresent();
    }

    @Test
    void aSendThatIsAskedForHoldsOtherEchoesBackAndAnEndedOneDoesNot() {
        conversation.open(7, Call.ENDED);
        conversation.happens(echo("e1", "other", null, AT));
        assertThat(conversation.told()).containsExactly("message.sent");

        conversation.open(8, Call.ASKED_FOR);
        conversation.happens(echo("e2", "other", null, AT));
        assertThat(conversation.told()).containsExactly("message.sent");
        assertThat(conversation.chat.parked()).hasSize(1);
    }

    @Test
    void whereThePlatformNamesNoIdTheSameTextSettlesTheOldestUnansweredSend() {
        MessageState second = conversation.open(8, Call.GIVEN_UP);
        MessageState first = conversation.open(7, Call.ASKED_FOR);

        conversation.happens(echo("e1", "Hi", null, AT));
        assertThat(first.externalId()).isEqualTo("e1");
        assertThat(second.externalId()).isNull();

        conversation.happens(echo("e2", "Hi", null, AT));
        assertThat(second.externalId()).isEqualTo("e2");
        assertThat(second.snapshot().errorMessage()).isNull();
    }

    @Test
    void anotherTextOrNoneSettlesNothing() {
        MessageState ours = conversation.open(7, Call.GIVEN_UP);

        conversation.happens(echo("e1", "Hi there", null, AT), echo("e2", null, null, AT));

        assertThat(ours.externalId()).isNull();
        assertThat(ours.snapshot().errorMessage()).isEqualTo("went wrong");
        assertThat(conversation.told()).containsExactly("message.sent", "message.sent");
    }

    @Test
    void aSendThatCountsAsSentAlreadyIsToldNoSecondTime() {
        MessageState ours = conversation.published(7, null, AT.minusSeconds(9));

        conversation.happens(echo("e1", "Hi", new MessageId(7), AT));

        assertThat(ours.externalId()).isEqualTo("e1");
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void anEchoThatMakesAMessageKnownWakesWhatWaitedForIt() {
        conversation.happens(new InboundEvent.MessageDeleted(ANNA, "e1", AT, true));

        conversation.happens(echo("e1", "Hi", null, AT));

        assertThat(conversation.told()).containsExactly("message.sent", "message.deleted");
    }

    @Test
    void whatTheAccountWroteElsewhereKeepsWhatItAnswersAndWhoWroteIt() {
        conversation.happens(new InboundEvent.EchoArrived(
                ANNA, "e1", AT, null, List.of(), null, true, null, "m0", true, SentBy.AUTOMATION));

        MessageState message = conversation.chat.message("e1").orElseThrow();
        assertThat(message.replyToExternalId()).isEqualTo("m0");
        assertThat(message.isUnsupported()).isTrue();
        assertThat(message.snapshot().sentBy()).isEqualTo("automation");
    }

    @Test
    void anEchoIsAPersonsUnlessThePlatformSaysOtherwise() {
        conversation.happens(echo("e1", "Hi", null, AT));

        assertThat(conversation.lastTold().data().at("/message/sent_by").asText())
                .isEqualTo("app");
    }

    private static InboundEvent.EchoArrived echo(
            String id, @Nullable String body, @Nullable MessageId ours, Instant at) {
        return new InboundEvent.EchoArrived(
                ANNA, id, at, body, List.of(), ours == null ? null : ours.toString(), false, null);
    }
}

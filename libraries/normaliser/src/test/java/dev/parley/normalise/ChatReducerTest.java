package dev.parley.normalise;

import static dev.parley.normalise.Conversation.ANNA;
import static dev.parley.normalise.Conversation.AT;
import static dev.parley.normalise.Conversation.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.Participant;
import dev.parley.json.Json;
import dev.parley.wire.Chat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatReducerTest {
    private static final JsonNode REFERRAL = Json.object()
            .put("ref", "spring")
            .put("source", "ADS")
            .put("secret", "x")
            .putNull("type");

    private final Conversation conversation = new Conversation();

    @Test
    void aReferralIsKeptToldAndOpensTheWindow() {
        conversation.happens(new InboundEvent.ReferralArrived(ANNA, REFERRAL, AT));

        JsonNode kept = conversation.chat.metadata().path("referral");
        assertThat(kept)
                .isEqualTo(Json.object()
                        .put("ref", "spring")
                        .put("source", "ADS")
                        .put("received_at", "2026-06-01T08:00:00Z"));
        assertThat(conversation.chat.metadata().path("last_referral_at").asText())
                .isEqualTo("2026-06-01T08:00:00Z");
        assertThat(conversation.chat.windowOpenedAt()).isEqualTo(AT);
        assertThat(conversation.chat.inboundAt()).isNull();
        assertThat(conversation.told()).containsExactly("referral.received");
        assertThat(conversation.lastTold().data().path("ref").asText()).isEqualTo("spring");
    }

    @Test
    void aReferralInsideAMessageIsToldBeforeIt() {
        conversation.happens(arrived("m1", REFERRAL), arrived("m2", null));

        assertThat(conversation.told()).containsExactly("referral.received", "message.received", "message.received");
    }

    @Test
    void whatLeavesNoRowIsAppliedOnce() {
        InboundEvent referral = new InboundEvent.ReferralArrived(ANNA, REFERRAL, AT);

        conversation.happens(referral, referral).repeats(referral);

        assertThat(conversation.told()).containsExactly("referral.received");
    }

    @Test
    void otherChatsAreLeftAlone() {
        conversation.happens(new InboundEvent.ReferralArrived(Participant.of("ben"), REFERRAL, AT));

        assertThat(conversation.told()).isEmpty();
        assertThat(conversation.chat.isDirty()).isFalse();
    }

    @Test
    void reachabilityAndArchivingAreRemembered() {
        conversation.happens(
                new InboundEvent.ReachabilityChanged(ANNA, false, AT),
                new InboundEvent.ArchiveChanged(ANNA, true, "1"));

        assertThat(conversation.chat.reachable()).isFalse();
        assertThat(conversation.chat.archived()).isTrue();
        assertThat(conversation.chat.metadata().path("muted").asBoolean()).isTrue();
        assertThat(conversation.chat.snapshot().archived()).isTrue();
        assertThat(conversation.chat.isDirty()).isTrue();
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void bothAreTakenBack() {
        conversation.happens(
                new InboundEvent.ReachabilityChanged(ANNA, true, AT),
                new InboundEvent.ArchiveChanged(ANNA, false, "1"));

        assertThat(conversation.chat.reachable()).isTrue();
        assertThat(conversation.chat.archived()).isFalse();
        assertThat(conversation.chat.metadata().path("muted").asBoolean(true)).isFalse();
    }

    @Test
    void whoWritesOnceIsLookedUpOnce() {
        conversation.happens(arrived("m1", null));

        assertThat(conversation.batch.jobs()).hasSize(1);
    }

    @Test
    void whatWaitsForAnotherMessageGoesOnWaitingInItsRow() {
        PendingEvent deletion = new PendingEvent(5, "m1", new InboundEvent.MessageDeleted(ANNA, "m1", AT, true));
        conversation.chat.park(deletion);

        conversation.happens(arrived("m2", null));
        conversation.fold.releaseEchoes(conversation.chat, RULES);
        assertThat(conversation.chat.parked()).containsExactly(deletion);
        assertThat(conversation.batch.unparked()).isEmpty();

        conversation.happens(arrived("m1", null));
        assertThat(conversation.batch.unparked()).containsExactly(5L);
    }

    @Test
    void eachChangeOfItsOwnHasToBeWritten() {
        assertThat(dirtyAfter(new InboundEvent.ReachabilityChanged(ANNA, false, AT)))
                .isTrue();
        assertThat(dirtyAfter(new InboundEvent.ReceiptArrived(ANNA, true, new InboundEvent.Covered.Until(AT), AT)))
                .isTrue();
        ChatState waking = new Conversation().chat;
        waking.wakeLane();
        assertThat(waking.isDirty()).isTrue();
        ChatState answered = new Conversation().chat;
        answered.outbound(AT);
        assertThat(answered.isDirty()).isTrue();
        ChatState opened = new Conversation().chat;
        opened.openWindow(AT);
        assertThat(opened.isDirty()).isTrue();
    }

    @Test
    void aDeliveryTeachesWhoTheParticipantIs() {
        conversation.chat.meet(
                new Participant("anna", "new", "Ne\0w", Json.object().put("vip", true), "other"));

        assertThat(conversation.chat.username()).isEqualTo("new");
        assertThat(conversation.chat.name()).isEqualTo("New");
        assertThat(conversation.chat.conversationId()).isEqualTo("other");
        Chat now = conversation.chat.snapshot();
        assertThat(now.participantUsername()).isEqualTo("new");
        assertThat(now.participantName()).isEqualTo("New");
        assertThat(now.externalConversationId()).isEqualTo("other");
        assertThat(now.metadata())
                .isEqualTo(Json.object().put("language_code", "de").put("vip", true));
    }

    @Test
    void whatIsKnownOrNotSaidChangesNothing() {
        conversation.chat.meet(
                new Participant("anna", "anna_b", null, Json.object().put("language_code", "de"), "conversation"));

        assertThat(conversation.chat.isDirty()).isFalse();
        assertThat(conversation.chat.metadata()).isNull();
        assertThat(conversation.chat.snapshot().participantName()).isEqualTo("Anna");
        assertThat(conversation.chat.snapshot().metadata())
                .isEqualTo(Json.object().put("language_code", "de"));
    }

    @Test
    void eachNewDetailOfTheParticipantHasToBeWritten() {
        assertThat(dirtyAfterMeeting(new Participant("anna", "new", null, null, null)))
                .isTrue();
        assertThat(dirtyAfterMeeting(new Participant("anna", null, "new", null, null)))
                .isTrue();
        assertThat(dirtyAfterMeeting(new Participant("anna", null, null, null, "new")))
                .isTrue();
        assertThat(dirtyAfterMeeting(
                        new Participant("anna", null, null, Json.object().put("a", 1), null)))
                .isTrue();
        assertThat(dirtyAfterMeeting(ANNA)).isFalse();
    }

    @Test
    void aNameThatChangesBackWithinTheBatchIsTheOldOne() {
        conversation.chat.meet(new Participant("anna", null, "New", null, null));
        conversation.chat.meet(new Participant("anna", null, "Anna", null, null));

        assertThat(conversation.chat.snapshot().participantName()).isEqualTo("Anna");
    }

    @Test
    void theChatShowsItsLatestTimes() {
        conversation.chat.inbound(AT);
        conversation.chat.inbound(AT.minusSeconds(1));
        conversation.chat.outbound(AT.plusSeconds(5));

        Chat now = conversation.chat.snapshot();
        assertThat(now.lastInboundAt()).isEqualTo(AT);
        assertThat(now.lastOutboundAt()).isEqualTo(AT.plusSeconds(5));
        assertThat(now.lastMessageAt()).isEqualTo(AT.plusSeconds(5));
    }

    @Test
    void storedTimesAreKeptWhereNothingNewerCame() {
        Conversation stored = new Conversation(RULES, Conversation.row(AT, AT.minusSeconds(3)), null);

        Chat now = stored.chat.snapshot();
        assertThat(now.lastInboundAt()).isEqualTo(AT);
        assertThat(now.lastOutboundAt()).isEqualTo(AT.minusSeconds(3));
        assertThat(now.lastMessageAt()).isEqualTo(AT);
    }

    @Test
    void theWindowClosesADayAfterTheLatestThatOpenedIt() {
        Conversation stored = new Conversation(RULES, Conversation.row(AT, null), null);
        assertThat(closes(stored)).isEqualTo(AT.plus(Duration.ofDays(1)));
        stored.chat.openWindow(AT.minusSeconds(1));
        assertThat(closes(stored)).isEqualTo(AT.plus(Duration.ofDays(1)));
        stored.chat.openWindow(AT.plusSeconds(1));
        assertThat(closes(stored)).isEqualTo(AT.plus(Duration.ofDays(1)).plusSeconds(1));
    }

    @Test
    void aParticipantIsLookedUpOnceAnHourAndOnceTheyWriteForTheFirstTime() {
        Instant now = AT;
        assertThat(wantsLookUp(null, null, now)).isTrue();
        assertThat(wantsLookUp(null, now.minusSeconds(1), now)).isTrue();
        assertThat(wantsLookUp(AT, null, now)).isTrue();
        assertThat(wantsLookUp(AT, now.minus(Duration.ofHours(1)).plusMillis(1), now))
                .isFalse();
        assertThat(wantsLookUp(AT, now.minus(Duration.ofHours(1)), now)).isTrue();
    }

    @Test
    void nobodyIsLookedUpWhereThePlatformCannotTell() {
        Conversation plain = new Conversation(PlatformRules.PLAIN, Conversation.row(null, null), null);

        assertThat(plain.chat.wantsLookUp(AT)).isFalse();
        assertThat(plain.chat.askedNow()).isNull();
    }

    @Test
    void aLookUpIsWantedOnceABatch() {
        assertThat(conversation.chat.wantsLookUp(AT)).isTrue();
        assertThat(conversation.chat.wantsLookUp(AT)).isFalse();
        assertThat(conversation.chat.askedNow()).isEqualTo(AT);
        assertThat(conversation.chat.isDirty()).isTrue();
    }

    @Test
    void newMessagesAreCountedAndStoredOnesAreNot() {
        conversation.received(7, "m0", null);
        conversation.happens(arrived("m1", null), arrived("m2", null));

        assertThat(conversation.chat.added()).isEqualTo(2);
    }

    private static @Nullable Instant closes(Conversation conversation) {
        return conversation.chat.snapshot().messagingWindow().closesAt();
    }

    private static boolean wantsLookUp(@Nullable Instant lastInbound, @Nullable Instant askedAt, Instant now) {
        return new Conversation(RULES, Conversation.row(lastInbound, null), askedAt).chat.wantsLookUp(now);
    }

    private static boolean dirtyAfter(InboundEvent event) {
        return new Conversation().happens(event).chat.isDirty();
    }

    private static boolean dirtyAfterMeeting(Participant participant) {
        ChatState chat = new Conversation().chat;
        chat.meet(participant);
        return chat.isDirty();
    }

    private static InboundEvent.MessageArrived arrived(String id, @Nullable JsonNode referral) {
        return new InboundEvent.MessageArrived(ANNA, id, AT, "Hi", List.of(), null, null, false, referral, List.of());
    }
}

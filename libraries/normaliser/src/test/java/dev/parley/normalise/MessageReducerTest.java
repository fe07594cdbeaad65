package dev.parley.normalise;

import static dev.parley.normalise.Conversation.ANNA;
import static dev.parley.normalise.Conversation.AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.PlatformJob;
import dev.parley.json.Json;
import dev.parley.wire.Reaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageReducerTest {
    private final Conversation conversation = new Conversation();

    @Test
    void aMessageIsStoredToldAndOpensTheWindow() {
        conversation.happens(arrived("m1", List.of()));

        MessageState message = conversation.chat.message("m1").orElseThrow();
        assertThat(message.body()).isEqualTo("Hallo");
        assertThat(message.direction()).isEqualTo("inbound");
        assertThat(message.status()).isEqualTo("received");
        assertThat(message.postedAt()).isEqualTo(AT);
        assertThat(message.replyToExternalId()).isEqualTo("m0");
        assertThat(message.isFresh()).isTrue();
        assertThat(message.traceparent()).isEqualTo("00-trace");
        assertThat(conversation.chat.inboundAt()).isEqualTo(AT);
        assertThat(conversation.chat.windowOpenedAt()).isEqualTo(AT);
        assertThat(conversation.told()).containsExactly("message.received");
        assertThat(conversation
                        .lastTold()
                        .data()
                        .path("message")
                        .path("external_id")
                        .asText())
                .isEqualTo("m1");
        assertThat(conversation.lastTold().cause().occurredAt()).isEqualTo(AT);
    }

    @Test
    void aMessageThatIsStoredChangesNothing() {
        conversation.received(7, "m1", null);
        JsonNode tap = Json.object().put("kind", "postback").put("payload", "BUY");

        conversation.happens(
                new InboundEvent.MessageArrived(ANNA, "m1", AT, "Hi", List.of(), null, tap, false, null, List.of()));

        assertThat(conversation.told()).isEmpty();
        assertThat(conversation.chat.inboundAt()).isNull();
    }

    @Test
    void aMessageWithMediaIsToldOnceTheyAreFetched() {
        conversation.happens(arrived("m1", List.of(picture(Json.object().put("file", "1")))));

        MessageState message = conversation.chat.message("m1").orElseThrow();
        assertThat(message.announceAt()).isNotNull();
        assertThat(conversation.told()).isEmpty();
        assertThat(conversation.batch.jobs()).anySatisfy(job -> {
            assertThat(job.job().kind()).isEqualTo(PlatformJob.Kind.MIRROR_MEDIA);
            assertThat(job.messageId()).isEqualTo(message.id().value());
            assertThat(job.job().payload().path("attachment_id").asText())
                    .isEqualTo(message.newAttachments().getFirst().id().toString());
        });
    }

    @Test
    void aMessageWhoseMediaAreNotFetchedIsToldAtOnce() {
        conversation.happens(arrived("m1", List.of(picture(null))));

        assertThat(conversation.told()).containsExactly("message.received");
        assertThat(conversation
                        .lastTold()
                        .data()
                        .path("message")
                        .path("attachments")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("processed");
    }

    @Test
    void theWorkThatAMessageAsksForIsForThatMessage() {
        PlatformJob tap = new PlatformJob(PlatformJob.Kind.ACKNOWLEDGE, Json.object(), "tap:1", null);

        conversation.happens(new InboundEvent.MessageArrived(
                ANNA, "m1", AT, "Hallo", List.of(), null, null, false, null, List.of(tap)));

        MessageState message = conversation.chat.message("m1").orElseThrow();
        assertThat(conversation.batch.jobs())
                .contains(new Batch.Job(
                        Conversation.PROFILE,
                        tap,
                        conversation.chat.id().value(),
                        message.id().value()));
    }

    @Test
    void whoWritesIsLookedUpOnceAndUnderOneKey() {
        conversation.happens(arrived("m1", List.of()), arrived("m2", List.of()));

        assertThat(conversation.batch.jobs()).singleElement().satisfies(job -> {
            assertThat(job.job().kind()).isEqualTo(PlatformJob.Kind.LOOK_UP_PARTICIPANT);
            assertThat(job.job().uniqueKey()).isEqualTo("participant:" + conversation.chat.id());
            assertThat(job.job().payload().path("participant_external_id").asText())
                    .isEqualTo("anna");
        });
    }

    @Test
    void anEditIsStoredAndTold() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(edited("m1", "Tsch\0üss", AT, "1"));

        assertThat(message.body()).isEqualTo("Tschüss");
        assertThat(message.editedAt()).isEqualTo(AT);
        assertThat(message.isDirty()).isTrue();
        assertThat(conversation.told()).containsExactly("message.edited");
    }

    @Test
    void anEditThatShowsNothingNewIsNotTold() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(edited("m1", "Hi", AT, "1"));

        assertThat(message.editedAt()).isNull();
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void anOlderEditComesTooLateAndOneOfTheSameSecondDoesNot() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(
                edited("m1", "two", AT, "2"),
                edited("m1", "one", AT.minusSeconds(1), "1"),
                edited("m1", "three", AT, "3"));

        assertThat(message.body()).isEqualTo("three");
        assertThat(conversation.told()).containsExactly("message.edited", "message.edited");
    }

    @Test
    void anEditOfAMessageThatIsStillWaitingTellsOfTheMessageFirst() {
        MessageState message = conversation.received(7, "m1", AT);

        conversation.happens(edited("m1", "two", AT, "2"));

        assertThat(message.announceAt()).isNull();
        assertThat(conversation.told()).containsExactly("message.received", "message.edited");
    }

    @Test
    void aDeletedMessageLosesWhatItSaid() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(deleted("m1", true));

        assertThat(message.deletedAt()).isEqualTo(AT);
        assertThat(message.body()).isNull();
        assertThat(message.platformData()).isNull();
        assertThat(message.isPurged()).isTrue();
        assertThat(message.isDirty()).isTrue();
        assertThat(message.snapshot().replyMarkup()).isNull();
        assertThat(message.snapshot().quickReplies()).isNull();
        assertThat(message.snapshot().buttons()).isNull();
        assertThat(message.snapshot().card()).isNull();
        assertThat(conversation.told()).containsExactly("message.deleted");
    }

    @Test
    void aDeletionThatThePlatformIsNotSureOfIsStoredAndNotTold() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(deleted("m1", false));

        assertThat(message.deletedAt()).isEqualTo(AT);
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void nothingHappensToADeletedMessage() {
        MessageState message = conversation.received(7, "m1", null);
        conversation.happens(deleted("m1", true));

        conversation.repeats(new InboundEvent.MessageDeleted(ANNA, "m1", AT.plusSeconds(9), true));
        conversation.happens(edited("m1", "two", AT.plusSeconds(9), "2"), reacted("m1", true, "love", AT));

        assertThat(message.body()).isNull();
        assertThat(message.deletedAt()).isEqualTo(AT);
        assertThat(conversation.told()).containsExactly("message.deleted");
    }

    @Test
    void aReactionTakesThePlaceOfTheSendersLast() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(reacted("m1", true, "love", AT));

        assertThat(message.reactions()).containsExactly(new Reaction("anna", null, "love", AT));
        assertThat(message.isDirty()).isTrue();
        assertThat(conversation.told()).containsExactly("reaction.received");
        assertThat(conversation.lastTold().data().path("action").asText()).isEqualTo("react");
        assertThat(conversation.lastTold().data().path("reaction").asText()).isEqualTo("love");
        assertThat(conversation.chat.windowOpenedAt()).isEqualTo(AT);
    }

    @Test
    void othersReactionsStayAndOpenNoWindow() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(new InboundEvent.ReactionChanged(ANNA, "m1", "shop", true, "love", null, AT));

        assertThat(message.reactions()).extracting(Reaction::senderExternalId).containsExactly("anna", "shop");
        assertThat(conversation.chat.windowOpenedAt()).isNull();
    }

    @Test
    void aRemovalSaysWhatWasRemovedThoughThePlatformDoesNot() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(reacted("m1", false, null, AT));

        assertThat(message.reactions()).isEmpty();
        assertThat(conversation.lastTold().data().path("action").asText()).isEqualTo("unreact");
        assertThat(conversation.lastTold().data().path("reaction").asText()).isEqualTo("like");
        assertThat(conversation.lastTold().data().path("emoji").asText()).isEqualTo("👍");
        assertThat(conversation.chat.windowOpenedAt()).isNull();
    }

    @Test
    void aRemovalThatSaysWhatItRemovesIsToldThatWay() {
        conversation.received(7, "m1", null);

        conversation.happens(reacted("m1", false, "wow", AT));
        assertThat(conversation.lastTold().data().path("reaction").asText()).isEqualTo("wow");
    }

    @Test
    void aRemovalByItsEmojiIsToldThatWay() {
        conversation.received(7, "m1", null);

        conversation.happens(new InboundEvent.ReactionChanged(ANNA, "m1", "anna", false, null, "😮", AT));
        assertThat(conversation.lastTold().data().path("emoji").asText()).isEqualTo("😮");
    }

    @Test
    void reactionsThatAreOlderOrTheSameAreNoNews() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(
                reacted("m1", true, "love", AT.minusSeconds(6)),
                new InboundEvent.ReactionChanged(ANNA, "m1", "anna", true, "like", "👍", AT),
                new InboundEvent.ReactionChanged(ANNA, "m1", "shop", false, null, null, AT));

        assertThat(message.reactions())
                .singleElement()
                .satisfies(kept -> assertThat(kept.reaction()).isEqualTo("like"));
        assertThat(conversation.told()).isEmpty();
    }

    @Test
    void anotherEmojiForTheSameReactionIsNews() {
        conversation.received(7, "m1", null);

        conversation.happens(
                new InboundEvent.ReactionChanged(ANNA, "m1", "anna", true, "like", "👍🏽", AT.minusSeconds(5)));

        assertThat(conversation.told()).containsExactly("reaction.received");
    }

    @Test
    void aReactionToAMessageThatIsStillWaitingTellsOfTheMessageFirst() {
        conversation.received(7, "m1", AT);

        conversation.happens(reacted("m1", true, "love", AT));

        assertThat(conversation.told()).containsExactly("message.received", "reaction.received");
    }

    @Test
    void aDeletionOfAMessageThatIsStillWaitingTellsOfTheMessageFirst() {
        conversation.received(7, "m1", AT);

        conversation.happens(deleted("m1", true));

        assertThat(conversation.told()).containsExactly("message.received", "message.deleted");
    }

    @Test
    void whatComesBeforeItsMessageWaitsForItOnce() {
        conversation.happens(reacted("m1", true, "love", AT), edited("m1", "two", AT, "2"));
        conversation.happens(edited("m1", "two", AT, "2"));
        assertThat(conversation.told()).isEmpty();
        assertThat(conversation.chat.parked()).hasSize(2);

        conversation.happens(arrived("m1", List.of()));

        assertThat(conversation.chat.parked()).isEmpty();
        assertThat(conversation.told()).containsExactly("message.received", "reaction.received", "message.edited");
        assertThat(conversation.chat.message("m1").orElseThrow().body()).isEqualTo("two");
    }

    @Test
    void aDeletionWaitsForItsMessageToo() {
        conversation.happens(deleted("m1", true), arrived("m2", List.of()));
        assertThat(conversation.chat.parked()).hasSize(1);
        assertThat(conversation.told()).containsExactly("message.received");
        conversation.happens(arrived("m1", List.of()));
        assertThat(conversation.told()).containsExactly("message.received", "message.received", "message.deleted");
    }

    private static InboundEvent.MessageArrived arrived(String id, List<InboundAttachment> attachments) {
        return new InboundEvent.MessageArrived(
                ANNA, id, AT, "Ha\0llo", attachments, "m0", null, false, null, List.of());
    }

    private static InboundAttachment picture(@Nullable JsonNode source) {
        return new InboundAttachment("image", "p1", "https://example.com/p.jpg", source, false);
    }

    private static InboundEvent.MessageEdited edited(String id, String body, Instant at, String version) {
        return new InboundEvent.MessageEdited(ANNA, id, at, version, body, null);
    }

    private static InboundEvent.MessageDeleted deleted(String id, boolean announced) {
        return new InboundEvent.MessageDeleted(ANNA, id, AT, announced);
    }

    private static InboundEvent.ReactionChanged reacted(String id, boolean set, @Nullable String reaction, Instant at) {
        return new InboundEvent.ReactionChanged(ANNA, id, "anna", set, reaction, null, at);
    }
}

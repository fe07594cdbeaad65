package dev.parley.normalise;

import static dev.parley.normalise.Conversation.ANNA;
import static dev.parley.normalise.Conversation.AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.inbound.InboundEvent;
import dev.parley.inbound.PlatformJob;
import dev.parley.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits in their order, notices of edits, and what a message shows beside its words. */
class EditReducerTest {
    private final Conversation conversation = new Conversation();

    @Test
    void ofTwoEditsAtOneTimeTheOneWithTheHigherNumberIsTheLast() {
        MessageState message = conversation.received(7, "m1", null).editedAs(null);

        conversation.happens(edited("m1", "ten", AT, "10"), edited("m1", "nine", AT, "9"));

        assertThat(message.body()).isEqualTo("ten");
        assertThat(message.editNumber()).isEqualTo(10);
        assertThat(conversation.told()).containsExactly("message.edited");
    }

    @Test
    void theNumberOfTheStoredEditCountsToo() {
        MessageState message = conversation.received(7, "m1", null);
        message.edit("four", null, AT, 4L);

        conversation.happens(edited("m1", "three", AT, "3"), edited("m1", "later", AT.plusMillis(1), "1"));

        assertThat(message.body()).isEqualTo("later");
    }

    @Test
    void aNoticeOfAnEditKeepsTheWordsAndAsksForTheNewOnes() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(noticed("m1", "2"));

        assertThat(message.body()).isEqualTo("Hi");
        assertThat(message.editedAt()).isEqualTo(AT);
        assertThat(message.isDirty()).isTrue();
        assertThat(conversation.told()).isEmpty();
        assertThat(conversation.batch.jobs()).singleElement().satisfies(job -> {
            assertThat(job.job().kind()).isEqualTo(PlatformJob.Kind.LOOK_UP_MESSAGE);
            assertThat(job.job().payload())
                    .isEqualTo(Json.object()
                            .put("external_id", "m1")
                            .put("version", "2")
                            .put("at", AT.toString()));
            assertThat(job.job().uniqueKey()).isEqualTo("message:" + message.id() + ":2");
            assertThat(job.messageId()).isEqualTo(7);
        });
    }

    @Test
    void theWordsThatAreFoundAfterwardsAreToldAsTheEdit() {
        MessageState message = conversation.received(7, "m1", null);

        conversation.happens(noticed("m1", "2"), edited("m1", "found", AT, "2"));

        assertThat(message.body()).isEqualTo("found");
        assertThat(conversation.told()).containsExactly("message.edited");
    }

    @Test
    void aNoticeOfAnEditMeansNothingWhereThereIsNoMessageOrALaterEdit() {
        MessageState message = conversation.received(7, "m1", null);
        message.edit("later", null, AT, 3L);
        conversation.received(8, "gone", null).purge(AT);

        conversation.happens(noticed("m1", "2"), noticed("m9", "1"), noticed("gone", "1"));

        assertThat(conversation.batch.jobs()).isEmpty();
        assertThat(conversation.chat.parked()).isEmpty();
        assertThat(conversation.chat.message("gone").orElseThrow().editedAt()).isNull();
    }

    @Test
    void aPlatformThatCannotBeAskedIsNot() {
        Conversation elsewhere = new Conversation();
        MessageState message = elsewhere.received(7, "m1", null);

        elsewhere.fold.apply(
                new InboundDelivery(Conversation.PROFILE, PlatformRules.PLAIN, List.of(noticed("m1", "1")), null));

        assertThat(elsewhere.batch.jobs()).isEmpty();
        assertThat(message.body()).isEqualTo("Hi");
    }

    @Test
    void whatTheDeliverySaysOfAFileIsShownBeforeItIsFetched() {
        InboundAttachment file = new InboundAttachment("file", "f1", null, Json.object(), false)
                .describedAs("Rechnung.pdf", 1234L, "application/pdf");

        conversation.happens(arrived("m1", List.of(file)));

        assertThat(conversation.chat.message("m1").orElseThrow().snapshot().attachments())
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.fileName()).isEqualTo("Rechnung.pdf");
                    assertThat(shown.byteSize()).isEqualTo(1234);
                    assertThat(shown.contentType()).isEqualTo("application/pdf");
                });
    }

    @Test
    void whatWasSharedIsShownAsLinks() {
        JsonNode links = Json.array().addObject().put("type", "share").put("url", "https://example.com");
        JsonNode data = Json.object().set("links", Json.array().add(links));

        conversation.happens(
                new InboundEvent.MessageArrived(ANNA, "m1", AT, null, List.of(), null, data, false, null, List.of()));

        assertThat(conversation.chat.message("m1").orElseThrow().snapshot().links())
                .isEqualTo(data.get("links"));
        assertThat(conversation.lastTold().data().at("/message/links/0/url").asText())
                .isEqualTo("https://example.com");
    }

    private static InboundEvent.EditNoticed noticed(String id, String version) {
        return new InboundEvent.EditNoticed(ANNA, id, AT, version);
    }

    private static InboundEvent.MessageArrived arrived(String id, List<InboundAttachment> attachments) {
        return new InboundEvent.MessageArrived(ANNA, id, AT, "Hi", attachments, null, null, false, null, List.of());
    }

    private static InboundEvent.MessageEdited edited(String id, String body, Instant at, String version) {
        return new InboundEvent.MessageEdited(ANNA, id, at, version, body, null);
    }
}

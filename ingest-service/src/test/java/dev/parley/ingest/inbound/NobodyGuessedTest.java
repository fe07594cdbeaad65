package dev.parley.ingest.inbound;

import static dev.parley.ingest.Story.ANNA;
import static dev.parley.ingest.Story.T0;
import static dev.parley.ingest.Story.text;
import static dev.parley.ingest.Story.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundAttachment;
import dev.parley.inbound.InboundEvent.CommentArrived;
import dev.parley.inbound.InboundEvent.CommentChanged;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.InboundEvent.MessageDeleted;
import dev.parley.inbound.InboundEvent.MessageEdited;
import dev.parley.inbound.InboundEvent.ReferralArrived;
import dev.parley.inbound.Participant;
import dev.parley.ingest.StoryTest;
import dev.parley.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not said is not made up, and what is said twice under one id is told twice. */
@QuarkusTest
class NobodyGuessedTest extends StoryTest {
    @Test
    void anUnsendOfAnUnknownMessageMakesNoChat() {
        story.arrives(new MessageDeleted(Participant.of(ANNA), "m1", T0, true));

        assertThat(story.number("select count(*) from chats where profile_id = $1"))
                .isZero();
    }

    @Test
    void aReferralWithoutARefDoesNotOverwriteACampaign() {
        story.arrives(referral("{\"ref\":\"spring\",\"source\":\"SHORTLINK\"}", T0));
        story.arrives(referral("{\"source\":\"ADS\",\"ad_id\":\"7\"}", T0.plusSeconds(60)));

        JsonNode metadata = Json.read(story.chat().getString("metadata_text"));
        assertThat(metadata.at("/referral/ref").asText()).isEqualTo("spring");
        assertThat(metadata.path("last_referral_at").asText())
                .isEqualTo(T0.plusSeconds(60).toString());
        assertThat(story.told()).containsExactly("referral.received", "referral.received");

        story.arrives(referral("{\"ref\":\"summer\"}", T0.plusSeconds(90)));
        assertThat(Json.read(story.chat().getString("metadata_text"))
                        .at("/referral/ref")
                        .asText())
                .isEqualTo("summer");
    }

    @Test
    void aTapUnderTheIdOfAKnownMessageIsAMessageOfItsOwnOnce() {
        MessageArrived tap = tap("m1", "BUY", T0.plusSeconds(5));
        story.arrives(text("m1", "Hello"));
        story.arrives(tap);
        story.arrives(tap, tap);

        assertThat(story.told()).containsExactly("message.received", "message.received");
        assertThat(story.lastTold("message.received")
                        .at("/message/tapped_action/payload")
                        .asText())
                .isEqualTo("BUY");
    }

    @Test
    void aMessageUnderTheIdOfAKnownTapIsAMessageOfItsOwnOnce() {
        story.arrives(tap("m1", "BUY", T0), text("m1", "Hello"));
        story.arrives(tap("m1", "BUY", T0), text("m1", "Hello"));

        assertThat(story.told()).containsExactly("message.received", "message.received");
        assertThat(story.lastTold("message.received").at("/message/body").asText())
                .isEqualTo("Hello");
    }

    @Test
    void aStickerThatIsItsIdAloneHasNotFailed() {
        story.arrives(with("m1", new InboundAttachment("sticker", "369", null, null, false)));

        assertThat(story.lastTold("message.received")
                        .at("/message/attachments/0/status")
                        .asText())
                .isEqualTo("processed");
    }

    @Test
    void theStoryThatIsAnsweredIsKeptAndShownWithTheStory() {
        JsonNode data = Json.read("{\"story_reply\":{\"id\":\"18\",\"url\":\"https://cdn.example/s\"}}");
        story.arrives(new MessageArrived(
                Participant.of(ANNA),
                "m1",
                T0,
                "wow",
                List.of(InboundAttachment.ofAnsweredStory("18", "https://cdn.example/s", Json.object())),
                null,
                data,
                false,
                null,
                List.of()));

        assertThat(story.number("select count(*) from platform_jobs where profile_id = $1 and kind = 'mirror_media'"))
                .isEqualTo(1);
        story.run(
                "update attachments set status = 'processed', url = 'https://ours.example/media/1' where message_id in"
                        + " (select id from messages where profile_id = $1)");
        story.run("update messages set announce_at = null where profile_id = $1");
        story.arrives(new MessageDeleted(Participant.of(ANNA), "other", T0, true));
        story.arrives(new MessageEdited(Participant.of(ANNA), "m1", T0.plusSeconds(1), "1", "wow!", null));

        JsonNode message = story.lastTold("message.edited").path("message");
        assertThat(message.path("attachments")).isEmpty();
        assertThat(message.at("/story_reply/url").asText()).isEqualTo("https://ours.example/media/1");
        assertThat(message.at("/platform_data/story_reply/url").asText()).isEqualTo("https://cdn.example/s");
    }

    @Test
    void anEditOfACommentThatDoesNotSayTheWordsKeepsThem() {
        story.arrives(new CommentArrived("p1", "c1", null, "Fresh?", null, false, null, T0, null));
        story.arrives(new CommentChanged("c1", CommentChanged.Change.EDITED, null, T0.plusSeconds(1)));

        assertThat(story.value("select body from comments where profile_id = $1"))
                .isEqualTo("Fresh?");
    }

    private static MessageArrived tap(String externalId, String payload, Instant at) {
        JsonNode data = Json.object().put("kind", "postback").put("payload", payload);
        return new MessageArrived(
                Participant.of(ANNA), externalId, at, "Buy", List.of(), null, data, false, null, List.of());
    }

    private static ReferralArrived referral(String json, Instant at) {
        return new ReferralArrived(Participant.of(ANNA), Json.read(json), at);
    }
}

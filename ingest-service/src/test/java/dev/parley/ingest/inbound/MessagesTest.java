package dev.parley.ingest.inbound;

import static dev.parley.ingest.Story.ANNA;
import static dev.parley.ingest.Story.T0;
import static dev.parley.ingest.Story.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.InboundEvent.ReferralArrived;
import dev.parley.inbound.Participant;
import dev.parley.ingest.StoryTest;
import dev.parley.json.Json;
import dev.parley.testing.EmbeddedInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class MessagesTest extends StoryTest {
    @Test
    void aMessageMakesItsChatAndIsTold() {
        story.arrives(text("m1", "Good morning"));

        assertThat(story.message("m1").getString("body")).isEqualTo("Good morning");
        assertThat(story.message("m1").getString("status")).isEqualTo("received");
        assertThat(story.chat().getLong("message_count")).isEqualTo(1);
        assertThat(story.chat().getOffsetDateTime("last_inbound_at").toInstant())
                .isEqualTo(T0);
        assertThat(story.chat().getOffsetDateTime("window_opened_at").toInstant())
                .isEqualTo(T0);
        assertThat(story.told()).containsExactly("message.received");
        assertThat(story.lastTold("message.received").at("/object/body").asText())
                .isEqualTo("Good morning");
        assertThat(story.lastTold("message.received").at("/message/direction").asText())
                .isEqualTo("inbound");
    }

    @Test
    void aRepeatedMessageChangesNothing() {
        story.arrives(text("m1", "One"), text("m1", "One"));
        story.arrives(text("m1", "One"), text("m2", "Two"));

        assertThat(story.number("select count(*) from messages where profile_id = $1"))
                .isEqualTo(2);
        assertThat(story.chat().getLong("message_count")).isEqualTo(2);
        assertThat(story.told()).containsExactly("message.received", "message.received");
    }

    @Test
    void theSameIdInTwoChatsIsTwoMessages() {
        story.arrives(text(ANNA, "7", "From Anna", T0), text("bert", "7", "From Bert", T0));

        assertThat(story.number("select count(*) from messages where profile_id = $1"))
                .isEqualTo(2);
        assertThat(story.number("select sum(chats)::bigint from chat_counts where profile_id = $1"))
                .isEqualTo(2);
    }

    @Test
    void silenceAboutTheParticipantClearsNothing() {
        Participant known =
                new Participant(ANNA, "anna_s", "Anna", Json.object().put("language_code", "de"), "convo-1");
        story.arrives(new MessageArrived(known, "m1", T0, "Hi", List.of(), null, null, false, null, List.of()));
        story.arrives(text("m2", "Again"));

        assertThat(story.chat().getString("participant_name")).isEqualTo("Anna");
        assertThat(story.chat().getString("participant_username")).isEqualTo("anna_s");
        assertThat(story.chat().getString("external_conversation_id")).isEqualTo("convo-1");
        assertThat(story.chat().getString("metadata_text")).contains("\"language_code\": \"de\"");
    }

    @Test
    void aNewParticipantIsLookedUpAtMostHourly() {
        story.arrives(text("m1", "One"));
        story.run("delete from platform_jobs where profile_id = $1");
        story.arrives(text("m2", "Two"));
        assertThat(story.number("select count(*) from platform_jobs where profile_id = $1"))
                .isZero();

        story.run("update chats set participant_asked_at = now() - interval '61 minutes' where profile_id = $1");
        story.arrives(text("m3", "Three"));
        assertThat(story.value("select kind from platform_jobs where profile_id = $1"))
                .isEqualTo("look_up_participant");
    }

    @Test
    void whoeverWritesForTheFirstTimeIsLookedUpAgain() {
        story.arrives(text("m1", "One"));
        story.run("delete from platform_jobs where profile_id = $1");
        story.run("update chats set participant_asked_at = now(), last_inbound_at = null where profile_id = $1");

        story.arrives(text("m2", "Two"));

        assertThat(story.value("select kind from platform_jobs where profile_id = $1"))
                .isEqualTo("look_up_participant");
    }

    @Test
    void aReferralInsideAMessageIsToldBeforeIt() {
        story.arrives(new MessageArrived(
                Participant.of(ANNA),
                "m1",
                T0,
                "Hi",
                List.of(),
                null,
                null,
                false,
                Json.object().put("ref", "spring").put("source", "SHORTLINK").put("type", "OPEN_THREAD"),
                List.of()));

        assertThat(story.told()).containsExactly("referral.received", "message.received");
        assertThat(story.lastTold("referral.received").at("/object/ref").asText())
                .isEqualTo("spring");
        assertThat(story.lastTold("referral.received")
                        .at("/object/chat/metadata/referral/ref")
                        .asText())
                .isEqualTo("spring");
    }

    @Test
    void aReferralAloneOpensTheWindowOnceAndIsNoMessage() {
        ReferralArrived referral =
                new ReferralArrived(Participant.of(ANNA), Json.object().put("ref", "autumn"), T0);
        story.arrives(referral);
        story.arrives(referral);

        assertThat(story.told()).containsExactly("referral.received");
        assertThat(story.chat().getOffsetDateTime("window_opened_at").toInstant())
                .isEqualTo(T0);
        assertThat(story.chat().getOffsetDateTime("last_inbound_at")).isNull();
        assertThat(story.chat().getString("metadata_text")).contains("last_referral_at");
    }

    @Test
    void aNulCharacterDoesNotCostTheMessage() {
        story.arrives(text("m1", "be\0fore"));

        assertThat(story.message("m1").getString("body")).isEqualTo("before");
    }
}

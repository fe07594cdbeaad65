package dev.parley.ingest.inbound;

import static dev.parley.ingest.Story.ANNA;
import static dev.parley.ingest.Story.T0;
import static dev.parley.ingest.Story.picture;
import static dev.parley.ingest.Story.text;
import static dev.parley.ingest.Story.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.id.MessageId;
import dev.parley.inbound.InboundAttachment;
import dev.parley.inbound.InboundEvent.AccessLost;
import dev.parley.inbound.InboundEvent.ArchiveChanged;
import dev.parley.inbound.InboundEvent.Author;
import dev.parley.inbound.InboundEvent.CommentArrived;
import dev.parley.inbound.InboundEvent.CommentChanged;
import dev.parley.inbound.InboundEvent.EditNoticed;
import dev.parley.inbound.InboundEvent.MessageDeleted;
import dev.parley.inbound.InboundEvent.MessageEdited;
import dev.parley.inbound.InboundEvent.ReachabilityChanged;
import dev.parley.inbound.InboundEvent.ReactionChanged;
import dev.parley.inbound.InboundEvent.WorkArose;
import dev.parley.inbound.Participant;
import dev.parley.inbound.PlatformJob;
import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.json.Json;
import dev.parley.normalise.DelayedMessageEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LaterChangesTest extends StoryTest {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    @Inject
    DelayedMessageEvents announcer;

    @Test
    void anEditIsToldOnlyWhenSomethingVisibleDiffers() {
        story.arrives(text("m1", "First"), edit("m1", 1, "First"), edit("m1", 2, "Second"), edit("m1", 2, "Second"));

        assertThat(story.told()).containsExactly("message.received", "message.edited");
        assertThat(story.lastTold("message.received").at("/message/body").asText())
                .isEqualTo("First");
        assertThat(story.lastTold("message.edited").at("/message/body").asText())
                .isEqualTo("Second");
    }

    @Test
    void ofTwoEditsAtOneTimeTheHigherNumberIsTheLastAlsoInAnotherBatch() {
        story.arrives(text("m1", "First"), new MessageEdited(Participant.of(ANNA), "m1", T0, "10", "Tenth", null));
        story.arrives(new MessageEdited(Participant.of(ANNA), "m1", T0, "9", "Ninth", null));

        assertThat(story.message("m1").getString("body")).isEqualTo("Tenth");
        assertThat(story.told()).containsExactly("message.received", "message.edited");
    }

    @Test
    void aNoticeOfAnEditKeepsTheWordsAndMakesNoChat() {
        story.arrives(new EditNoticed(Participant.of(ANNA), "m1", T0, "1"));
        assertThat(story.number("select count(*) from chats where profile_id = $1"))
                .isZero();

        story.arrives(text("m1", "First"));
        story.arrives(new EditNoticed(Participant.of(ANNA), "m1", T0.plusSeconds(1), "2"));

        assertThat(story.message("m1").getString("body")).isEqualTo("First");
        assertThat(story.message("m1").getOffsetDateTime("external_edited_at").toInstant())
                .isEqualTo(T0.plusSeconds(1));
        assertThat(story.told()).containsExactly("message.received");
    }

    @Test
    void anOlderEditThatComesLateIsForgotten() {
        story.arrives(text("m1", "First"), edit("m1", 3, "Third"));
        story.arrives(edit("m1", 2, "Second"));
        story.arrives(edit("m1", 3, "Third"));

        assertThat(story.message("m1").getString("body")).isEqualTo("Third");
        assertThat(story.told()).containsExactly("message.received", "message.edited");
    }

    @Test
    void whatComesBeforeItsMessageWaitsForIt() {
        story.arrives(edit("m1", 2, "Second"), react("m1", true, "love", 3));
        assertThat(story.told()).isEmpty();

        story.arrives(text("m1", "First"));

        assertThat(story.told()).containsExactly("message.received", "message.edited", "reaction.received");
        assertThat(story.message("m1").getString("body")).isEqualTo("Second");
        assertThat(story.number("select count(*) from early_events e join chats c on c.id = e.chat_id"
                        + " where c.profile_id = $1"))
                .isZero();
    }

    @Test
    void aSenderHasOneReactionAndARemovalNamesWhatItRemoves() {
        story.arrives(text("m1", "Hi"), react("m1", true, "love", 1), react("m1", true, "haha", 2));
        assertThat(story.value("select reactions::text from messages where profile_id = $1"))
                .contains("haha");
        assertThat(story.number("select jsonb_array_length(reactions) from messages where profile_id = $1"))
                .isEqualTo(1);

        story.arrives(new ReactionChanged(Participant.of(ANNA), "m1", ANNA, false, null, null, T0.plusSeconds(3)));
        story.arrives(react("m1", true, "haha", 2));

        assertThat(story.number("select jsonb_array_length(reactions) from messages where profile_id = $1"))
                .isZero();
        assertThat(story.told())
                .containsExactly("message.received", "reaction.received", "reaction.received", "reaction.received");
        assertThat(story.lastTold("reaction.received").path("action").asText()).isEqualTo("unreact");
        assertThat(story.lastTold("reaction.received").path("reaction").asText())
                .isEqualTo("haha");
    }

    @Test
    void aDeletedMessageIsPurged() {
        story.arrives(picture("m1"));
        long attachment = story.number(
                "select a.id from attachments a join messages m on m.id = a.message_id" + " where m.profile_id = $1");
        story.run("update attachments set media_key = 'k-' || id, status = 'processed'"
                + " where message_id in (select id from messages where profile_id = $1)");
        story.run("insert into media (media_key, content_type, byte_size, sha256)"
                + " select media_key, 'image/png', 1, ''::bytea from attachments"
                + " where message_id in (select id from messages where profile_id = $1)");
        story.arrives(new MessageDeleted(Participant.of(ANNA), "m1", T0.plusSeconds(9), true));
        story.arrives(new MessageDeleted(Participant.of(ANNA), "m1", T0.plusSeconds(9), true));

        assertThat(story.told()).containsExactly("message.received", "message.deleted");
        assertThat(story.lastTold("message.deleted").at("/message/attachments")).isEmpty();
        assertThat(story.lastTold("message.deleted").at("/message/body").isNull())
                .isTrue();
        assertThat(story.number("select count(*) from attachments a join messages m on m.id = a.message_id"
                        + " where m.profile_id = $1"))
                .isZero();
        assertThat(story.number("select count(*) from platform_jobs where profile_id = $1 and kind = 'mirror_media'"))
                .isZero();
        assertThat(story.number("select count(*) from media m join events e on e.profile_id = $1"
                        + " where m.media_key = 'k-' || " + attachment + " and m.purged_at is not null"))
                .isPositive();
    }

    @Test
    void aDeletionThatIsNotToldStillPurges() {
        story.arrives(text("m1", "Secret"), new MessageDeleted(Participant.of(ANNA), "m1", T0.plusSeconds(9), false));

        assertThat(story.told()).containsExactly("message.received");
        assertThat(story.message("m1").getString("body")).isNull();
        assertThat(story.message("m1").getOffsetDateTime("external_deleted_at")).isNotNull();
    }

    @Test
    void aMessageWithMediaIsToldWhenTheyAreStored() {
        story.arrives(picture("m1"));
        MessageId message = new MessageId(story.message("m1").getLong("id"));
        announcer.announce(List.of(message)).await().atMost(DEADLINE);
        assertThat(story.told()).isEmpty();
        assertThat(story.value("select kind from platform_jobs where profile_id = $1 and kind = 'mirror_media'"))
                .isEqualTo("mirror_media");

        story.run("update attachments set status = 'processed', url = 'https://example.test/1'"
                + " where message_id in (select id from messages where profile_id = $1)");
        announcer.announce(List.of(message)).await().atMost(DEADLINE);
        announcer.announce(List.of(message)).await().atMost(DEADLINE);

        assertThat(story.told()).containsExactly("message.received");
        assertThat(story.lastTold("message.received")
                        .at("/message/attachments/0/status")
                        .asText())
                .isEqualTo("processed");
    }

    @Test
    void aMessageWhoseMediaDoNotComeIsToldWithWhatThereIs() {
        story.arrives(picture("m1"));
        story.run("update messages set announce_at = now() - interval '1 ms' where profile_id = $1");
        announcer.announceOverdue().await().atMost(DEADLINE);

        assertThat(story.told()).containsExactly("message.received");
        assertThat(story.lastTold("message.received")
                        .at("/message/attachments/0/status")
                        .asText())
                .isEqualTo("pending");
    }

    @Test
    void laterMessagesDoNotWaitForMediaButAnEditTellsItsMessageFirst() {
        story.arrives(picture("m1"), text("m2", "Next"));
        assertThat(story.told()).containsExactly("message.received");

        story.arrives(edit("m1", 2, "A caption"));

        assertThat(story.told()).containsExactly("message.received", "message.received", "message.edited");
        assertThat(story.message("m1").getOffsetDateTime("announce_at")).isNull();
    }

    @Test
    void aStoryIsLinkedOnlyWhereTheProfileSaysSo() {
        Story linking = Story.begin(pool, normaliser, ids, "{\"story_media\":\"link_only\"}");
        linking.arrives(with(
                "m1",
                new InboundAttachment(
                        "story_mention",
                        null,
                        "https://cdn.test/story",
                        Json.object().put("u", 1),
                        true)));

        assertThat(linking.told()).containsExactly("message.received");
        assertThat(linking.lastTold("message.received")
                        .at("/message/attachments/0/url")
                        .asText())
                .isEqualTo("https://cdn.test/story");
        assertThat(linking.number("select count(*) from platform_jobs where profile_id = $1 and kind = 'mirror_media'"))
                .isZero();
    }

    @Test
    void aCommentIsStoredWithItsPostAndToldUnlessItIsOurOwn() {
        story.arrives(comment("c1", false), comment("c1", false), comment("c2", true));
        story.arrives(
                comment("c1", false),
                new CommentChanged("c1", CommentChanged.Change.HIDDEN, null, T0),
                new CommentChanged("c2", CommentChanged.Change.EDITED, "New words", T0));

        assertThat(story.told()).containsExactly("comment.created");
        assertThat(story.lastTold("comment.created").path("platform_post_id").asText())
                .isEqualTo("p1");
        assertThat(story.lastTold("comment.created").at("/object/author_name").asText())
                .isEqualTo("Bert");
        assertThat(story.number("select count(*) from posts where profile_id = $1"))
                .isEqualTo(1);
        assertThat(story.number("select count(*) from comments where profile_id = $1 and is_hidden"))
                .isEqualTo(1);
        assertThat(story.value("select body from comments where profile_id = $1 and is_own"))
                .isEqualTo("New words");
    }

    @Test
    void lostAccessIsToldOnce() {
        story.arrives(new AccessLost("gone", T0));
        story.arrives(new AccessLost("gone", T0), new AccessLost("gone again", T0.plusSeconds(1)));

        assertThat(story.told()).containsExactly("profile.disconnected");
        assertThat(story.value("select status from profiles where id = $1")).isEqualTo("expired");
    }

    @Test
    void reachabilityAndArchiveAreRememberedWithoutAnEvent() {
        story.arrives(
                text("m1", "Hi"),
                new ReachabilityChanged(Participant.of(ANNA), false, T0),
                new ArchiveChanged(Participant.of(ANNA), true, "1"));
        assertThat(story.chat().getBoolean("reachable")).isFalse();
        assertThat(story.chat().getBoolean("archived")).isTrue();
        assertThat(story.chat().getString("metadata_text")).contains("\"muted\": true");
        assertThat(story.told()).containsExactly("message.received");
    }

    @Test
    void workThatArisesWithoutAMessageIsAskedForOnce() {
        PlatformJob job =
                new PlatformJob(PlatformJob.Kind.ACKNOWLEDGE, Json.object().put("id", "7"), "tap:7", null);
        story.arrives(new WorkArose(job), new WorkArose(job));

        assertThat(story.number("select count(*) from platform_jobs where profile_id = $1"))
                .isEqualTo(1);
    }

    private static MessageEdited edit(String externalId, long second, String body) {
        return new MessageEdited(
                Participant.of(ANNA), externalId, T0.plusSeconds(second), Long.toString(second), body, null);
    }

    private static ReactionChanged react(String externalId, boolean set, String reaction, long second) {
        return new ReactionChanged(
                Participant.of(ANNA), externalId, ANNA, set, reaction, reaction, T0.plusSeconds(second));
    }

    private static CommentArrived comment(String externalId, boolean own) {
        return new CommentArrived(
                "p1", externalId, null, "Nice", new Author("b1", "bert", "Bert"), own, null, T0, null);
    }
}

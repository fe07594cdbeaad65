package dev.parley.ingest.inbound;

import static dev.parley.ingest.Story.ANNA;
import static dev.parley.ingest.Story.T0;
import static dev.parley.ingest.Story.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.InboundEvent.MessageEdited;
import dev.parley.inbound.InboundEvent.ReactionChanged;
import dev.parley.inbound.Participant;
import dev.parley.ingest.StoryTest;
import dev.parley.json.Json;
import dev.parley.normalise.PendingEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is taken away: reactions, names, and what stands beside the words. */
@QuarkusTest
class OvertakenChangesTest extends StoryTest {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final JsonNode LINK = Json.read("""
            {"entities":[{"offset":0,"length":4,"type":"text_link","url":"https://parley.dev"}]}""");

    @Inject
    PendingEvents early;

    @Test
    void aRemovalThatOvertakesItsReactionLeavesNone() {
        story.arrives(text("m1", "Hi"));
        story.arrives(unreact(3));
        story.arrives(react("love", 2));

        assertThat(reactions()).isZero();
        assertThat(story.told()).containsExactly("message.received");
    }

    @Test
    void alsoWithinOneBatchAndBeforeTheMessage() {
        story.arrives(unreact(3), react("love", 2));
        story.arrives(text("m1", "Hi"));

        assertThat(reactions()).isZero();
        assertThat(story.told()).containsExactly("message.received");
    }

    @Test
    void aRemovalTakesAllOlderReactionsWithIt() {
        story.arrives(text("m1", "Hi"), react("love", 1));
        story.arrives(unreact(3));
        story.arrives(react("haha", 2));

        assertThat(reactions()).isZero();
        assertThat(story.told()).containsExactly("message.received", "reaction.received", "reaction.received");
    }

    @Test
    void aReactionAfterTheRemovalAndThatOfSomebodyElseStay() {
        story.arrives(text("m1", "Hi"));
        story.arrives(unreact(3));
        story.arrives(react("love", 4), of("account", true, "love", 1));

        assertThat(reactions()).isEqualTo(2);
    }

    @Test
    void aRemovalIsRememberedForAsLongAsPlatformsRepeatThemselves() {
        story.arrives(text("m1", "Hi"));
        story.arrives(unreact(3));
        early.expire().await().atMost(DEADLINE);
        assertThat(remembered()).isEqualTo(1);

        story.run("update early_events e set expires_at = e.expires_at - interval '35 hours' from chats c"
                + " where c.id = e.chat_id and c.profile_id = $1");
        early.expire().await().atMost(DEADLINE);
        assertThat(remembered()).isEqualTo(1);

        story.run("update early_events e set expires_at = e.expires_at - interval '2 hours' from chats c"
                + " where c.id = e.chat_id and c.profile_id = $1");
        early.expire().await().atMost(DEADLINE);
        assertThat(remembered()).isZero();
    }

    @Test
    void whatStandsBesideTheWordsIsAnEditOfItsOwn() {
        story.arrives(with("m1", LINK));
        story.arrives(edit(1, LINK));
        assertThat(story.told()).containsExactly("message.received");

        JsonNode other = Json.read(LINK.toString().replace("parley", "other"));
        story.arrives(edit(2, other));
        assertThat(story.lastTold("message.edited").at("/message/platform_data"))
                .isEqualTo(other);

        story.arrives(edit(3, Json.object()));
        story.arrives(edit(4, Json.object()));
        assertThat(story.told()).containsExactly("message.received", "message.edited", "message.edited");
        assertThat(story.lastTold("message.edited").at("/message/platform_data").isNull())
                .isTrue();
        assertThat(story.message("m1").getString("body")).isEqualTo("Here");
    }

    @Test
    void anEditThatDoesNotSayKeepsWhatStandsBeside() {
        story.arrives(with("m1", LINK));
        story.arrives(new MessageEdited(Participant.of(ANNA), "m1", T0.plusSeconds(1), "1", "There", null));

        assertThat(story.lastTold("message.edited").at("/message/platform_data"))
                .isEqualTo(LINK);
    }

    @Test
    void aUsernameThatWasGivenUpIsRemovedWhereTheDeliverySaysAll() {
        story.arrives(from("m1", new Participant(ANNA, "anna_s", "Anna S", language("de"), null, true)));
        story.arrives(from("m2", new Participant(ANNA, null, "Anna", language(null), null, true)));

        assertThat(story.chat().getString("participant_username")).isNull();
        assertThat(story.chat().getString("participant_name")).isEqualTo("Anna");
        assertThat(story.chat().getString("metadata_text")).doesNotContain("language_code");
    }

    @Test
    void whatWasNeverThereIsNotWrittenAgainAndAgain() {
        Participant nameless = new Participant(ANNA, null, null, language(null), null, true);
        story.arrives(from("m1", nameless));
        story.arrives(from("m2", nameless));

        assertThat(story.chat().getString("participant_username")).isNull();
        assertThat(story.chat().getString("metadata_text")).isNull();
    }

    private long reactions() {
        return story.number("select jsonb_array_length(reactions) from messages where profile_id = $1");
    }

    private long remembered() {
        return story.number(
                "select count(*) from early_events e join chats c on c.id = e.chat_id where c.profile_id = $1");
    }

    private static ReactionChanged react(String reaction, long second) {
        return of(ANNA, true, reaction, second);
    }

    private static ReactionChanged unreact(long second) {
        return of(ANNA, false, null, second);
    }

    private static ReactionChanged of(String sender, boolean set, @Nullable String reaction, long second) {
        return new ReactionChanged(Participant.of(ANNA), "m1", sender, set, reaction, reaction, T0.plusSeconds(second));
    }

    private static JsonNode language(@Nullable String code) {
        return Json.object().put("language_code", code);
    }

    private static MessageArrived with(String externalId, JsonNode platformData) {
        return new MessageArrived(
                Participant.of(ANNA), externalId, T0, "Here", List.of(), null, platformData, false, null, List.of());
    }

    private static MessageArrived from(String externalId, Participant participant) {
        return new MessageArrived(participant, externalId, T0, "Hi", List.of(), null, null, false, null, List.of());
    }

    private static MessageEdited edit(long second, JsonNode platformData) {
        return new MessageEdited(
                Participant.of(ANNA), "m1", T0.plusSeconds(second), Long.toString(second), "Here", platformData);
    }
}

package dev.parley.ingest.inbound;

import static dev.parley.ingest.Story.ANNA;
import static dev.parley.ingest.Story.T0;
import static dev.parley.ingest.Story.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.event.EventDraft;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent.EchoArrived;
import dev.parley.inbound.InboundEvent.ReactionChanged;
import dev.parley.inbound.Participant;
import dev.parley.inbound.SentBy;
import dev.parley.ingest.StoryTest;
import dev.parley.normalise.PendingEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EchoesTest extends StoryTest {
    private static final String CALLING = "calling_since = now(), attempts = 1";
    private static final String GIVEN_UP = givenUp("'%s'".formatted(T0.plusSeconds(58)));

    @Inject
    PendingEvents early;

    @BeforeEach
    void annaHasWritten() {
        story.arrives(text("hello", "Hello"));
    }

    @Test
    void aForeignEchoIsStoredAsSentAndTold() {
        story.arrives(echo("e1", "From the native app", null));

        assertThat(story.message("e1").getString("direction")).isEqualTo("outbound");
        assertThat(story.message("e1").getString("status")).isEqualTo("published");
        assertThat(story.message("e1").getLong("send_number")).isNull();
        assertThat(story.chat().getOffsetDateTime("last_outbound_at").toInstant())
                .isEqualTo(T0.plusSeconds(60));
        assertThat(story.told()).containsExactly("message.received", "message.sent");
    }

    @Test
    void aForeignEchoKeepsWhatItAnswersAndWhoWroteIt() {
        story.arrives(new EchoArrived(
                Participant.of(ANNA), "e1", T0, null, List.of(), null, true, null, "hello", true, SentBy.AUTOMATION));

        assertThat(story.message("e1").getString("sent_by")).isEqualTo("automation");
        assertThat(story.message("e1").getString("reply_to_external_id")).isEqualTo("hello");
        assertThat(story.message("e1").getBoolean("is_unsupported")).isTrue();
        assertThat(story.lastTold("message.sent").at("/message/sent_by").asText())
                .isEqualTo("automation");
    }

    @Test
    void anEchoOfACallUnderWaySettlesItOnce() {
        MessageId sent = story.sent("Hi Anna", CALLING);
        EchoArrived echo = echo("e1", "Hi Anna", sent.toString());
        story.arrives(echo);
        story.arrives(echo, echo("e1", "Hi Anna", null));

        assertThat(story.message("e1").getLong("id")).isEqualTo(sent.value());
        assertThat(story.message("e1").getString("status")).isEqualTo("published");
        assertThat(story.message("e1").getOffsetDateTime("calling_since")).isNull();
        assertThat(story.told()).containsExactly("message.received", "message.sent");
        assertThat(story.number("select count(*) from chat_lanes where profile_id = $1 and due_at <= now()"))
                .isEqualTo(1);
    }

    @Test
    void anEchoTurnsAFailureOfUnknownOutcomeIntoPublished() {
        MessageId sent = story.sent(
                "Hi Anna",
                "status = 'failed', outcome_unknown = true, error_message = 'No answer', error_details = '{}'");
        story.arrives(echo("e1", "Hi Anna", sent.toString()));

        assertThat(story.message("e1").getString("status")).isEqualTo("published");
        assertThat(story.message("e1").getString("error_message")).isNull();
        assertThat(story.message("e1").getBoolean("outcome_unknown")).isFalse();
        assertThat(story.told()).containsExactly("message.received", "message.sent");
    }

    @Test
    void anEchoWithoutOurIdSettlesTheUnansweredSendThatSaidTheSame() {
        story.sent("Something else", GIVEN_UP);
        MessageId sent = story.sent("Hi Anna", GIVEN_UP);
        story.arrives(echo("e1", "Hi Anna", null));

        assertThat(story.message("e1").getLong("id")).isEqualTo(sent.value());
    }

    @Test
    void whatSaysTheSameLongAfterAFailedSendIsSomebodyElses() {
        MessageId days = story.sent("Hi Anna", givenUp("'2026-10-28T10:00:00Z'"));
        MessageId unknown = story.sent("Hi Anna", givenUp("null"));
        MessageId later = story.sent("Hi Anna", givenUp("'%s'".formatted(T0.plusSeconds(600))));
        story.arrives(echo("e1", "Hi Anna", null));

        assertThat(story.message("e1").getLong("id")).isNotIn(days.value(), unknown.value(), later.value());
        assertThat(story.message("e1").getLong("send_number")).isNull();
        assertThat(story.number("select count(*) from messages where profile_id = $1 and status = 'failed'"))
                .isEqualTo(3);
    }

    @Test
    void whereThePlatformNamesOursAnEchoWithoutOurIdIsSomebodyElses() {
        MessageId sent = story.sent("Hi Anna", GIVEN_UP);
        story.arrives(new EchoArrived(
                Participant.of(ANNA), "e1", T0.plusSeconds(60), "Hi Anna", List.of(), null, true, null));

        assertThat(story.message("e1").getLong("id")).isNotEqualTo(sent.value());
    }

    private static String givenUp(String calledAt) {
        return "status = 'failed', outcome_unknown = true, calling_since = " + calledAt;
    }

    @Test
    void anEchoWithoutOurIdWaitsForTheCallThatIsUnderWay() {
        MessageId sent = story.sent("Hi Anna", CALLING);
        story.arrives(echo("e1", "Hi Anna", null), echo("e2", "From the native app", null));
        story.arrives(echo("e1", "Hi Anna", null));
        assertThat(story.number("select count(*) from early_events e join chats c on c.id = e.chat_id"
                        + " where c.profile_id = $1"))
                .isEqualTo(2);

        story.run("update messages set status = 'published', external_id = 'e1', external_posted_at = now(),"
                + " calling_since = null where profile_id = $1 and direction = 'outbound'");
        List<EventDraft> told = applyEarly(sent);

        assertThat(told).extracting(draft -> draft.type().wireName()).containsExactly("message.sent");
        assertThat(story.message("e2").getString("body")).isEqualTo("From the native app");
        assertThat(story.message("e1").getLong("id")).isEqualTo(sent.value());
        assertThat(story.message("e1").getOffsetDateTime("external_posted_at").toInstant())
                .isEqualTo(T0.plusSeconds(60));
        assertThat(story.number("select count(*) from early_events e join chats c on c.id = e.chat_id"
                        + " where c.profile_id = $1"))
                .isZero();
    }

    @Test
    void anEchoNobodyClaimsIsStoredInTheEnd() {
        story.sent("Hi Anna", CALLING);
        story.arrives(echo("e2", "From the native app", null));
        story.run("update early_events set expires_at = now() - interval '1 second'"
                + " where chat_id in (select id from chats where profile_id = $1)");
        early.expire().await().atMost(Duration.ofSeconds(15));
        assertThat(story.number("select count(*) from messages where profile_id = $1 and external_id = 'e2'"))
                .isZero();

        story.run("update messages set status = 'failed', calling_since = null"
                + " where profile_id = $1 and direction = 'outbound'");
        early.expire().await().atMost(Duration.ofSeconds(15));

        assertThat(story.message("e2").getString("status")).isEqualTo("published");
        assertThat(story.told()).containsExactly("message.received", "message.sent");
    }

    @Test
    void whatWaitsForASendIsAppliedWhenItIsSettled() {
        MessageId sent = story.sent("Hi Anna", CALLING);
        story.arrives(new ReactionChanged(Participant.of(ANNA), "e1", ANNA, true, "love", "❤️", T0.plusSeconds(61)));
        assertThat(story.told()).containsExactly("message.received");

        story.run("update messages set status = 'published', external_id = 'e1', external_posted_at = now(),"
                + " calling_since = null where profile_id = $1 and direction = 'outbound'");

        assertThat(applyEarly(sent))
                .extracting(draft -> draft.type().wireName())
                .containsExactly("reaction.received");
        assertThat(story.value(
                        "select reactions->0->>'emoji' from messages where profile_id = $1 and external_id = 'e1'"))
                .isEqualTo("❤️");
        assertThat(applyEarly(sent)).isEmpty();
    }

    @Test
    void theEchoOfAPrivateReplySettlesItWhereItStandsAndBringsThePersonThere() {
        MessageId sent = story.sent("Here it is", CALLING + ", external_comment_id = 'c-1'");
        story.run("update chats set participant_external_id = 'comment:c-1' where profile_id = $1");

        story.arrives(echo("e1", "Here it is", sent.toString()));

        assertThat(story.message("e1").getLong("id")).isEqualTo(sent.value());
        assertThat(story.told()).containsExactly("message.received", "message.sent");
        assertThat(story.number("select count(*) from chats where profile_id = $1"))
                .isEqualTo(1);
        assertThat(story.value("select payload ->> 'participant_external_id' from platform_jobs"
                        + " where profile_id = $1 and kind = 'merge_chat'"))
                .isEqualTo(ANNA);
    }

    @Test
    void anEchoOfAMessageThatCountsAsSentIsToldNoSecondTime() {
        MessageId sent = story.sent("Here it is", "status = 'published', external_posted_at = now()");

        story.arrives(echo("e1", "Here it is", sent.toString()));

        assertThat(story.message("e1").getLong("id")).isEqualTo(sent.value());
        assertThat(story.told()).containsExactly("message.received");
    }

    private List<EventDraft> applyEarly(MessageId settled) {
        return pool.withTransaction(transaction -> early.apply(transaction, List.of(settled)))
                .await()
                .atMost(Duration.ofSeconds(15));
    }

    private static EchoArrived echo(String externalId, String body, @Nullable String ours) {
        return new EchoArrived(
                Participant.of(ANNA), externalId, T0.plusSeconds(60), body, List.of(), ours, false, null);
    }
}

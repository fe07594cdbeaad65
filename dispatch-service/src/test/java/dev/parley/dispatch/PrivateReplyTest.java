package dev.parley.dispatch;

import static dev.parley.dispatch.testing.CommentedNetwork.already;
import static dev.parley.dispatch.testing.CommentedNetwork.answer;
import static dev.parley.dispatch.testing.CommentedNetwork.deliverBut;
import static dev.parley.dispatch.testing.CommentedNetwork.reach;
import static dev.parley.dispatch.testing.CommentedNetwork.unknown;
import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.dispatch.testing.Board;
import dev.parley.dispatch.testing.Board.Seat;
import dev.parley.dispatch.testing.CommentedNetwork;
import dev.parley.id.ChatId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.inbound.CommentChat;
import dev.parley.platform.PlatformError;
import dev.parley.platform.SendOutcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PrivateReplyTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Board board;

    @Inject
    CommentedNetwork network;

    @Test
    void aDuplicateErrorAfterAnUnknownOutcomeReadsAsSent() {
        Seat seat = board.chat(board.profile("commented"), "commented");
        network.script(seat.participant(), deliverBut(unknown()), answer(already()));
        MessageId reply = board.acceptReply(seat, "Here it is", "c-1");
        awaitStatus(reply, "published");
        assertThat(network.deliveredTo(seat.participant())).hasSize(1);
        assertThat(board.events(seat.chat())).containsExactly("message.failed_waiting_for_retry", "message.sent");
    }

    @Test
    void theDoubtOutlivesATryThatWasTooSoon() {
        Seat seat = board.chat(board.profile("commented"), "commented");
        SendOutcome busy = new SendOutcome.RetryLater(
                Duration.ofMillis(100), SendOutcome.Scope.CHAT, PlatformError.of("(#613) Too many calls"));
        network.script(seat.participant(), deliverBut(unknown()), answer(busy), answer(already()));
        awaitStatus(board.acceptReply(seat, "Here it is", "c-1"), "published");
    }

    @Test
    void aDuplicateErrorWithoutDoubtIsARefusal() {
        Seat seat = board.chat(board.profile("commented"), "commented");
        network.script(seat.participant(), answer(already()));
        MessageId reply = board.acceptReply(seat, "Here it is", "c-1");
        awaitStatus(reply, "failed");
        assertThat(board.text("select error_message from messages where id = $1", reply.value()))
                .isEqualTo("(#10900) Activity already replied to");
    }

    @Test
    void whatNeverWentThroughIsSentAgain() {
        Seat seat = board.chat(board.profile("commented"), "commented");
        network.script(seat.participant(), answer(unknown()));
        awaitStatus(board.acceptReply(seat, "Here it is", "c-1"), "published");
        assertThat(network.deliveredTo(seat.participant())).hasSize(1);
    }

    @Test
    void thePersonItReachedTakesThePlaceOfTheComment() {
        Seat seat = provisional(board.profile("commented"), "c-1");
        network.script(seat.participant(), reach("person-1"));
        awaitStatus(board.acceptReply(seat, "Here it is", "c-1"), "published");
        awaitParticipant(seat.chat(), "person-1");
        await().atMost(SOON).until(() -> jobs(seat.profile()) == 0);
    }

    @Test
    void theOlderChatKeepsItsIdAndTakesWhatIsInTheOther() {
        ProfileId profile = board.profile("commented");
        Seat older = provisional(profile, "c-1");
        network.script(older.participant(), reach("person-1"));
        Seat younger = board.chat(profile, "commented", "person-1");
        hold(younger);
        MessageId waiting = board.accept(younger, "and this");

        MessageId reply = board.acceptReply(older, "Here it is", "c-1");

        awaitStatus(reply, "published");
        letGo(younger);
        awaitParticipant(older.chat(), "person-1");
        wake(older);
        awaitStatus(waiting, "published");
        assertAlias(younger.chat(), older.chat());
        assertThat(network.deliveredTo("person-1")).extracting("body").containsExactly("and this");
        assertThat(board.number(
                        "select count(*) from messages where chat_id = $1",
                        older.chat().value()))
                .isEqualTo(2);
    }

    @Test
    void aChatTheyHadBeforeKeepsItsIdToo() {
        ProfileId profile = board.profile("commented");
        Seat known = board.chat(profile, "commented", "person-1");
        awaitStatus(board.accept(known, "hello"), "published");
        Seat provisional = provisional(profile, "c-1");
        network.script(provisional.participant(), reach("person-1"));

        MessageId reply = board.acceptReply(provisional, "Here it is", "c-1");

        awaitStatus(reply, "published");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.text("select chat_id from messages where id = $1", reply.value()))
                        .isEqualTo(String.valueOf(known.chat().value())));
        assertAlias(provisional.chat(), known.chat());
        awaitStatus(board.accept(known, "more"), "published");
        assertThat(board.text("select sum(chats)::text from chat_counts where profile_id = $1", profile.value()))
                .isEqualTo("1");
    }

    @Test
    void anEchoStoredAsSomebodyElsesIsAbsorbed() {
        ProfileId profile = board.profile("commented");
        Seat known = board.chat(profile, "commented", "person-1");
        Seat provisional = provisional(profile, "c-1");
        network.script(provisional.participant(), reach("person-1", "m-echoed"));
        board.run(
                "insert into messages (id, chat_id, profile_id, direction, status, external_id, body)"
                        + " values ($1, $2, $3, 'outbound', 'published', 'm-echoed', 'Here it is')",
                Tuple.of(board.seat(profile).chat().value(), known.chat().value(), profile.value()));

        awaitStatus(board.acceptReply(provisional, "Here it is", "c-1"), "published");

        awaitParticipant(known.chat(), "person-1");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.number(
                                "select count(*) from messages where chat_id = $1",
                                known.chat().value()))
                        .isEqualTo(1));
    }

    private Seat provisional(ProfileId profile, String comment) {
        return board.chat(profile, "commented", CommentChat.provisionalParticipant(comment));
    }

    /** Somebody is at work in the chat. */
    private void hold(Seat seat) {
        board.run(
                "update chat_lanes set lease_token = gen_random_uuid(), lease_until = now() + interval '1 hour',"
                        + " due_at = now() + interval '1 hour' where chat_id = $1",
                Tuple.of(seat.chat().value()));
    }

    private void letGo(Seat seat) {
        board.run(
                "update chat_lanes set lease_token = null, lease_until = null where chat_id = $1",
                Tuple.of(seat.chat().value()));
    }

    private void wake(Seat seat) {
        board.run(
                "update chat_lanes set due_at = now() where chat_id = $1",
                Tuple.of(seat.chat().value()));
    }

    private long jobs(ProfileId profile) {
        return board.number(
                "select count(*) from platform_jobs where profile_id = $1 and kind = 'merge_chat'", profile.value());
    }

    private void assertAlias(ChatId alias, ChatId chat) {
        assertThat(board.text("select chat_id from chat_aliases where alias_id = $1", alias.value()))
                .isEqualTo(String.valueOf(chat.value()));
        assertThat(board.number("select count(*) from chats where id = $1", alias.value()))
                .isZero();
    }

    private void awaitParticipant(ChatId chat, String participant) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                board.text("select participant_external_id from chats where id = $1", chat.value()))
                        .isEqualTo(participant));
    }

    private void awaitStatus(MessageId message, String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(board.status(message)).isEqualTo(status));
    }
}

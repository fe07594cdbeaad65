package dev.parley.dispatch.testing;

import dev.parley.id.ChatId;
import dev.parley.id.IdGenerator;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.topic.OutboundCommand;
import dev.parley.topic.TopicWriter;
import dev.parley.topic.Topics;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes what the gateway would make, and reads what came of it. */
@Singleton
public class Board {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String ACCEPT = """
            with lane as (
                update chat_lanes set next_send = next_send + 1, due_at = coalesce(due_at, now())
                where chat_id = $2 returning next_send - 1 as number, profile_id)
            insert into messages (id, chat_id, profile_id, direction, status, send_number, body)
            select $1, $2, lane.profile_id, 'outbound', 'pending', lane.number, $3 from lane""";

    private final Pool pool;
    private final IdGenerator ids;
    private final TopicWriter topics;

    Board(Pool pool, IdGenerator ids, TopicWriter topics) {
        this.pool = pool;
        this.ids = ids;
        this.topics = topics;
    }

    /** A chat and whom it is with. */
    public record Seat(ProfileId profile, ChatId chat, String participant) {}

    /** A connected account, in a group of its own. */
    public ProfileId profile(String platform) {
        long account = ids.next();
        long group = ids.next();
        long profile = ids.next();
        run("insert into accounts (id, name) values ($1, 'Test')", Tuple.of(account));
        run("insert into profile_groups (id, account_id, name) values ($1, $2, 'Test')", Tuple.of(group, account));
        run("""
                insert into profiles (id, account_id, profile_group_id, platform, external_id, name)
                values ($1, $2, $3, $4, $5, 'Test')""", Tuple.of(profile, account, group, platform, "account-" + profile));
        return new ProfileId(profile);
    }

    /** A chat that has rows already. */
    public Seat chat(ProfileId profile, String platform) {
        Seat seat = seat(profile);
        run(
                "insert into chats (id, profile_id, platform, participant_external_id) values ($1, $2, $3, $4)",
                Tuple.of(seat.chat.value(), profile.value(), platform, seat.participant));
        run(
                "insert into chat_lanes (chat_id, profile_id) values ($1, $2)",
                Tuple.of(seat.chat.value(), profile.value()));
        return seat;
    }

    /** A chat that only the topic will tell of. */
    public Seat seat(ProfileId profile) {
        long chat = ids.next();
        return new Seat(profile, new ChatId(chat), "participant-" + chat);
    }

    /** Accepts a send and dies before the command is published. */
    public MessageId accept(Seat seat, String body) {
        MessageId message = new MessageId(ids.next());
        run(ACCEPT, Tuple.of(message.value(), seat.chat.value(), body));
        return message;
    }

    /** Publishes a command without rows. */
    public MessageId command(Seat seat, String body) {
        MessageId message = new MessageId(ids.next());
        publish(commandFor(seat, message, body));
        return message;
    }

    public OutboundCommand commandFor(Seat seat, MessageId message, String body) {
        return new OutboundCommand(
                OutboundCommand.VERSION,
                message.toString(),
                seat.chat.toString(),
                seat.profile.toString(),
                seat.participant,
                body,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.now());
    }

    public void publish(OutboundCommand command) {
        raw(command.chatId(), command.write());
    }

    public void raw(String key, byte[] value) {
        topics.write(Topics.OUTBOUND, key, value).await().atMost(LIMIT);
    }

    public String status(MessageId message) {
        return text("select status from messages where id = $1", message.value());
    }

    /** One text of one row; {@code ""} when there is no row or no text. */
    public String text(String query, Object... parameters) {
        for (Row row : pool.preparedQuery(query)
                .execute(Tuple.from(parameters))
                .await()
                .atMost(LIMIT)) {
            Object value = row.getValue(0);
            return value == null ? "" : value.toString();
        }
        return "";
    }

    public long number(String query, Object... parameters) {
        return Long.parseLong(text(query, parameters));
    }

    /** The types of the chat's events, in the order of their sequence numbers. */
    public List<String> events(ChatId chat) {
        List<String> types = new ArrayList<>();
        pool.preparedQuery("select type from events where chat_id = $1 order by sequence")
                .execute(Tuple.of(chat.value()))
                .await()
                .atMost(LIMIT)
                .forEach(row -> types.add(row.getString(0)));
        return types;
    }

    public void run(String statement, Tuple parameters) {
        pool.preparedQuery(statement).execute(parameters).await().atMost(LIMIT);
    }
}

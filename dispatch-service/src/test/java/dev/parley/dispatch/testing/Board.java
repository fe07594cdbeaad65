package dev.parley.dispatch.testing;

import dev.parley.id.ChatId;
import dev.parley.id.CommentId;
import dev.parley.id.MessageId;
import dev.parley.id.ProfileId;
import dev.parley.kafka.TopicWriter;
import dev.parley.node.IdGenerator;
import dev.parley.topic.OutboundCommand;
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

    private static final String LANE = """
            with lane as (
                update chat_lanes set next_send = next_send + 1, message_count = message_count + 1,
                                      due_at = coalesce(due_at, now())
                where chat_id = $2 returning next_send - 1 as number, profile_id)
            """;

    private static final String ACCEPT = LANE + """
            insert into messages (id, chat_id, profile_id, direction, status, send_number, body)
            select $1, $2, lane.profile_id, 'outbound', 'pending', lane.number, $3 from lane""";

    private static final String ACCEPT_REPLY = LANE + """
            insert into messages (id, chat_id, profile_id, direction, status, send_number, body, external_comment_id)
            select $1, $2, lane.profile_id, 'outbound', 'pending', lane.number, $3, $4 from lane""";

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
        return profile(platform, new ProfileId(ids.next()));
    }

    /** The same under an id that somebody knew before. */
    public ProfileId profile(String platform, ProfileId id) {
        long account = ids.next();
        long group = ids.next();
        long profile = id.value();
        run("insert into accounts (id, name) values ($1, 'Test')", Tuple.of(account));
        run("insert into profile_groups (id, account_id, name) values ($1, $2, 'Test')", Tuple.of(group, account));
        run("""
                insert into profiles (id, account_id, profile_group_id, platform, external_id, name)
                values ($1, $2, $3, $4, $5, 'Test')""", Tuple.of(profile, account, group, platform, "account-" + profile));
        return id;
    }

    /** A chat that has rows already. */
    public Seat chat(ProfileId profile, String platform) {
        return chat(profile, platform, seat(profile).participant);
    }

    /** The chat with this participant. */
    public Seat chat(ProfileId profile, String platform, String participant) {
        Seat seat = new Seat(profile, new ChatId(ids.next()), participant);
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

    /** Accepts a send in a lane that nobody finds before somebody makes it due. */
    public MessageId acceptUnseen(Seat seat, String body) {
        MessageId message = new MessageId(ids.next());
        run(
                "insert into messages (id, chat_id, profile_id, direction, status, send_number, body)"
                        + " values ($1, $2, $3, 'outbound', 'pending', 1, $4)",
                Tuple.of(message.value(), seat.chat.value(), seat.profile.value(), body));
        return message;
    }

    /** Accepts a private reply to a comment. */
    public MessageId acceptReply(Seat seat, String body, String comment) {
        MessageId message = new MessageId(ids.next());
        run(ACCEPT_REPLY, Tuple.of(message.value(), seat.chat.value(), body, comment));
        return message;
    }

    /** A comment below a post of its own. */
    public CommentId comment(ProfileId profile, String externalId) {
        long post = ids.next();
        long comment = ids.next();
        run(
                "insert into posts (id, profile_id, external_id) values ($1, $2, $3)",
                Tuple.of(post, profile.value(), "post-" + post));
        run(
                "insert into comments (id, post_id, profile_id, external_id, body) values ($1, $2, $3, $4, 'GUIDE')",
                Tuple.of(comment, post, profile.value(), externalId));
        return new CommentId(comment);
    }

    /** Stores a message of the account that nobody here seems to have sent. */
    public void foreignEcho(Seat seat, String externalId, String body) {
        run(
                "with lane as (update chat_lanes set message_count = message_count + 1 where chat_id = $2 returning profile_id)"
                        + " insert into messages (id, chat_id, profile_id, direction, status, external_id, body)"
                        + " select $1, $2, profile_id, 'outbound', 'published', $3, $4 from lane",
                Tuple.of(ids.next(), seat.chat.value(), externalId, body));
    }

    /**
     * Queues work that nobody waits for.
     *
     * @param expires when it is pointless, in the database's words
     */
    public void job(Seat seat, String kind, String payload, String expires) {
        run(
                "insert into platform_jobs (id, kind, priority, profile_id, chat_id, payload, expires_at)"
                        + " values ($1, $2, 0, $3, $4, $5::text::jsonb, " + expires + ")",
                Tuple.of(ids.next(), kind, seat.profile.value(), seat.chat.value(), payload));
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

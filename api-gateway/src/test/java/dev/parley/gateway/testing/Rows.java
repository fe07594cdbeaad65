package dev.parley.gateway.testing;

import dev.parley.id.ChatId;
import dev.parley.id.CommentId;
import dev.parley.id.GroupId;
import dev.parley.id.MessageId;
import dev.parley.id.PostId;
import dev.parley.id.ProfileId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What other services would have written: profiles, inbound messages, comments. By plain JDBC. */
public final class Rows {
    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() << 21 | 1023L << 11);

    private Rows() {}

    /** A connected account in the group. */
    public static String profile(Tenancy tenancy, String platform) {
        ProfileId id = new ProfileId(NEXT.incrementAndGet());
        run(
                "insert into profiles (id, account_id, profile_group_id, platform, external_id, name, username)"
                        + " select ?, account_id, id, ?, ?, 'Shop', 'shop' from profile_groups where id = ?",
                id.value(),
                platform,
                "acct-" + UUID.randomUUID(),
                GroupId.parse(tenancy.group()).orElseThrow().value());
        return id.toString();
    }

    /** The profile is a login whose account is still to be chosen. */
    public static void undecided(String profile) {
        run(
                "update profiles set status = 'inactive', updated_at = now() where id = ?",
                ProfileId.parse(profile).orElseThrow().value());
    }

    /** An account that the profile may speak for. */
    public static void placement(String profile, String externalId, String name) {
        run(
                "insert into placements (id, profile_id, external_id, name) values (?, ?, ?, ?)",
                idNumber(),
                ProfileId.parse(profile).orElseThrow().value(),
                externalId,
                name);
    }

    /** What the participant wrote; the chat counts as begun by them. */
    public static String inbound(String chat, String externalId, @Nullable String body) {
        MessageId id = new MessageId(NEXT.incrementAndGet());
        long chatId = ChatId.parse(chat).orElseThrow().value();
        run(
                "insert into messages (id, chat_id, profile_id, direction, status, external_id, body, external_posted_at)"
                        + " select ?, id, profile_id, 'inbound', 'received', ?, ?, now() from chats where id = ?",
                id.value(),
                externalId,
                body,
                chatId);
        run("update chat_lanes set message_count = message_count + 1 where chat_id = ?", chatId);
        run(
                "update chats set last_inbound_at = now(), last_message_at = now(), window_opened_at = now() where id = ?",
                chatId);
        return id.toString();
    }

    /** As dispatch leaves a send that went through. */
    public static void published(String message, String externalId) {
        run(
                "update messages set status = 'published', external_id = ?, external_posted_at = now() where id = ?",
                externalId,
                MessageId.parse(message).orElseThrow().value());
    }

    /** The account has reacted to the message. */
    public static void reactedByUs(String message) {
        run(
                "update messages m set reactions = jsonb_build_array(jsonb_build_object('sender_external_id',"
                        + " p.external_id, 'emoji', null, 'reaction', 'love', 'at', '2026-05-31T14:02:00.000Z'))"
                        + " from profiles p where p.id = m.profile_id and m.id = ?",
                MessageId.parse(message).orElseThrow().value());
    }

    public static String post(String profile) {
        PostId id = new PostId(NEXT.incrementAndGet());
        run(
                "insert into posts (id, profile_id, external_id) values (?, ?, ?)",
                id.value(),
                ProfileId.parse(profile).orElseThrow().value(),
                "post-" + id.value());
        return id.toString();
    }

    public static String comment(String post, String profile, String externalId, @Nullable String parent) {
        CommentId id = new CommentId(NEXT.incrementAndGet());
        run(
                "insert into comments (id, post_id, profile_id, external_id, parent_external_id, body,"
                        + " author_external_id, author_username, posted_at) values (?, ?, ?, ?, ?, ?, ?, ?, now())",
                id.value(),
                PostId.parse(post).orElseThrow().value(),
                ProfileId.parse(profile).orElseThrow().value(),
                externalId,
                parent,
                "Nice",
                "igsid-" + id.value(),
                "jane");
        return id.toString();
    }

    public static long idNumber() {
        return NEXT.incrementAndGet();
    }

    public static int run(String sql, @Nullable Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row. */
    public static List<String> query(String sql, @Nullable Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    public static Connection connect() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("parley.test.jdbc-url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }
}

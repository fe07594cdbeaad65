package dev.parley.fuzz;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, by triggers of its own, which rows a request changes: before and after, without the columns that
 * background work moves. What was changed and changed back counts as unchanged.
 */
final class Journal implements AutoCloseable {
    /**
     * @param columns which are left out of the comparison
     * @param occasions when a change counts
     */
    private record Watched(String table, String occasions, String condition, String... columns) {}

    private static final String ANY = "insert or update or delete";
    private static final List<Watched> WATCHED = List.of(
            new Watched("accounts", ANY, ""),
            new Watched("profile_groups", ANY, ""),
            new Watched("api_keys", ANY, ""),
            new Watched(
                    "profiles",
                    ANY,
                    "",
                    "status",
                    "credentials",
                    "credentials_key_id",
                    "platform_state",
                    "expires_at",
                    "expired_at",
                    "updated_at",
                    "avatar_url",
                    "name",
                    "username"),
            new Watched("placements", ANY, "", "credentials", "credentials_key_id"),
            new Watched("oauth_states", "insert", ""),
            new Watched(
                    "chats",
                    "insert or update",
                    "",
                    "participant_username",
                    "participant_name",
                    "participant_avatar_url",
                    "external_conversation_id",
                    "last_inbound_at",
                    "last_outbound_at",
                    "last_message_at",
                    "window_opened_at",
                    "metadata",
                    "delivered_until",
                    "read_until",
                    "participant_asked_at",
                    "reachable"),
            new Watched(
                    "chat_lanes",
                    "insert or update",
                    "",
                    "next_event",
                    "due_at",
                    "lease_token",
                    "lease_until",
                    "quiet_until",
                    "message_count"),
            new Watched(
                    "messages",
                    "insert or update",
                    "when (new.send_number is not null)",
                    "status",
                    "external_id",
                    "error_message",
                    "error_details",
                    "platform_data",
                    "external_posted_at",
                    "external_delivered_at",
                    "external_read_at",
                    "sort_at",
                    "attempts",
                    "next_attempt_at",
                    "calling_since",
                    "outcome_unknown",
                    "waits_for_media",
                    "announce_at",
                    "traceparent"),
            new Watched(
                    "webhook_endpoints", ANY, "", "failing_since", "disabled_reason", "ordered_since", "updated_at"),
            new Watched(
                    "events",
                    "insert",
                    "when (new.type not in ('message.sent', 'message.failed',"
                            + " 'message.failed_waiting_for_retry', 'message.delivered', 'message.read', 'profile.disconnected'))"),
            new Watched("idempotency_keys", ANY, ""),
            new Watched("dead_letters", "update", ""));

    private static final String SCHEMA = """
            drop schema if exists fuzz cascade;
            create schema fuzz;
            create table fuzz.journal (
                number bigint generated always as identity primary key, relation text, before jsonb, after jsonb);
            create function fuzz.note() returns trigger language plpgsql as $$
            declare
                was jsonb;
                becomes jsonb;
            begin
                if tg_op <> 'INSERT' then was := to_jsonb(old) - string_to_array(tg_argv[0], ','); end if;
                if tg_op <> 'DELETE' then becomes := to_jsonb(new) - string_to_array(tg_argv[0], ','); end if;
                if was is distinct from becomes then
                    insert into fuzz.journal (relation, before, after) values (tg_argv[1], was, becomes);
                end if;
                return null;
            end $$;
            """;

    private static final String SINCE =
            "select number, relation, before, after from fuzz.journal where number > ?" + " order by number";

    private final Connection connection;
    private final PreparedStatement since;
    private long last;

    private Journal(Connection connection) throws SQLException {
        this.connection = connection;
        this.since = connection.prepareStatement(SINCE);
    }

    /** @param psqlUrl with user and password, as a system's state shows it */
    static Journal open(String psqlUrl) {
        URI uri = URI.create(psqlUrl);
        String[] login = uri.getUserInfo().split(":", 2);
        String jdbcUrl = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl, login[0], login[1]);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SCHEMA);
                for (Watched watched : WATCHED) {
                    statement.execute(trigger(watched));
                }
            }
            return new Journal(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String trigger(Watched watched) {
        return "create or replace trigger fuzz after %s on %s for each row %s execute function fuzz.note('%s', '%s')"
                .formatted(
                        watched.occasions,
                        watched.table,
                        watched.condition,
                        String.join(",", watched.columns),
                        watched.table);
    }

    /** What has changed since the last time it was asked. */
    List<String> changes() {
        Map<String, Integer> balance = new HashMap<>();
        try {
            since.setLong(1, last);
            try (ResultSet rows = since.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    count(balance, rows.getString(2), rows.getString(3), -1);
                    count(balance, rows.getString(2), rows.getString(4), 1);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        List<String> changes = new ArrayList<>();
        balance.forEach((row, count) -> {
            if (count != 0 && !isReleasedKey(row, count)) {
                changes.add((count > 0 ? "now: " : "before: ") + row);
            }
        });
        return changes;
    }

    /** A key in use is given back a moment after the answer. */
    private static boolean isReleasedKey(String row, int count) {
        return count < 0 && row.startsWith("idempotency_keys ") && row.contains("\"status\": null");
    }

    private static void count(Map<String, Integer> balance, String relation, @Nullable String row, int change) {
        if (row != null) {
            balance.merge(relation + " " + row, change, Integer::sum);
        }
    }

    @Override
    public void close() {
        try (connection) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop schema fuzz cascade");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

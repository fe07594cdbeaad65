package dev.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every statement of the product that stands as a constant in its classes has an index for each large table that it reads. */
class PlansTest {
    private static final Set<String> LARGE = Set.of(
            "messages",
            "chats",
            "chat_lanes",
            "events",
            "attachments",
            "early_events",
            "inbound_seen",
            "platform_jobs",
            "comments",
            "idempotency_keys",
            "webhook_attempts",
            "webhook_retries",
            "webhook_cursors");

    /** Statements that must be among them: the paths that carry every message. */
    private static final Set<String> HOT = Set.of(
            "OutboundMessageStore.ACCEPT",
            "OutboundMessageStore.ACCEPT_WITH_MEDIA",
            "ConversationPages.ALL",
            "Inbox.ALL",
            "BatchReader.MESSAGES",
            "BatchReader.COVERED",
            "ChatFinder.FIND",
            "MessageWriter.INSERT",
            "ChatWriter.UPDATE",
            "EventLog.INSERT",
            "EventRelay.CLEAR",
            "EventRelay.TAKE_OLD",
            "ClaimStatement.CLAIM_NAMED",
            "HeadStatement.READ",
            "CallStatement.MARK",
            "SettledMessages.UPDATE_MESSAGES",
            "CommandRows.INSERT_MESSAGES",
            "AttemptLog.INSERT",
            "RetryTable.WAITING",
            "RetryTable.CLAIM",
            "CursorTable.CLAIM");

    /** Run once in a while over queues that stay small. */
    private static final Set<String> SWEEPS = Set.of("MergedChats.MOVE_JOBS", "CursorTable.TIDY");

    /**
     * Take a few of many: an empty database's planner reads all of them, one that knows how many there are asks for each
     * by itself. So these are planned over full tables.
     */
    private static final Set<String> FEW_OF_MANY =
            Set.of("PendingEvents.DROP", "EventRelay.TAKE_OLD", "EventRelay.CLEAR_ORPHANS", "IdempotencyKeys.SWEEP");

    private static final List<String> MANY = List.of(
            "insert into events (id, account_id, type, envelope) select id_at(moment), 1, 'message.sent', '{}'"
                    + " from generate_series(current_date - 2, current_date + 9, interval '5 seconds') moment",
            "insert into outbox (event_id, created_at, due_at)"
                    + " select id, now() - interval '1 minute', now() from events order by id desc limit 100",
            "insert into early_events (id, chat_id, external_id, kind, payload, expires_at)"
                    + " select n, n, 'x' || n, 'edit', '{}', now() + n * interval '1 second' from generate_series(1, 100000) n",
            "insert into idempotency_keys (account_id, key, request_hash, expires_at)"
                    + " select 1, 'k' || n, '', now() + n * interval '1 second' from generate_series(1, 100000) n",
            "analyze events, outbox, early_events, idempotency_keys");

    @Test
    void noStatementReadsALargeTableFromEndToEnd() throws SQLException {
        try (Infrastructure servers = new EmbeddedServers(Installation.find())) {
            Endpoints database = servers.start();
            List<String> planned = new ArrayList<>();
            List<String> dear = new ArrayList<>(dear(SqlConstant.all(), database, planned));
            dear.removeIf(statement -> SWEEPS.contains(statement) || FEW_OF_MANY.contains(statement));
            fill(database);
            dear.addAll(dear(
                    SqlConstant.all().stream()
                            .filter(constant -> FEW_OF_MANY.contains(constant.name()))
                            .toList(),
                    database,
                    planned));

            assertThat(dear).isEmpty();
            assertThat(planned).containsAll(HOT).containsAll(FEW_OF_MANY);
        }
    }

    /** The names of those that read a large table from end to end; {@code planned} gets the names of all. */
    private static List<String> dear(List<SqlConstant> statements, Endpoints database, List<String> planned) {
        List<String> dear = new ArrayList<>();
        for (SqlConstant statement : statements) {
            try {
                if (!Plan.of(statement.sql(), database).endToEnd(LARGE).isEmpty()) {
                    dear.add(statement.name());
                }
                planned.add(statement.name());
            } catch (SQLException _) {
                // A part of a statement, which the whole one contains.
            }
        }
        return dear;
    }

    private static void fill(Endpoints database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String many : MANY) {
                statement.execute(many);
            }
        }
    }
}

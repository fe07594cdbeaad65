package dev.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import java.sql.SQLException;
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
            "AcceptedSends.ACCEPT",
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
            "HeadStatement.READ",
            "CallStatement.MARK",
            "SettledMessages.UPDATE_MESSAGES",
            "CommandRows.INSERT_MESSAGES",
            "AttemptLog.INSERT",
            "RetryTable.WAITING");

    /**
     * Run once in a while over queues that stay small. The relay's two join the outbox with the events: an empty
     * database's planner reads both, one that knows how small the outbox is asks for its events one by one.
     */
    private static final Set<String> SWEEPS = Set.of(
            "EarlyEvents.DROP",
            "EventRelay.TAKE_OLD",
            "EventRelay.CLEAR_ORPHANS",
            "IdempotencyKeys.SWEEP",
            "MergedChats.MOVE_JOBS",
            "CursorTable.TIDY");

    @Test
    void noStatementReadsALargeTableFromEndToEnd() {
        try (Infrastructure servers = new EmbeddedServers(Installation.find())) {
            Endpoints database = servers.start();
            List<String> planned = new ArrayList<>();
            List<String> dear = new ArrayList<>();
            for (SqlConstant constant : SqlConstant.all()) {
                try {
                    List<String> tables = Plan.of(constant.sql(), database).endToEnd(LARGE);
                    planned.add(constant.name());
                    if (!tables.isEmpty() && !SWEEPS.contains(constant.name())) {
                        dear.add(constant.name() + " reads all of " + tables);
                    }
                } catch (SQLException _) {
                    // A part of a statement, which the whole one contains.
                }
            }

            assertThat(dear).isEmpty();
            assertThat(planned).containsAll(HOT);
        }
    }
}

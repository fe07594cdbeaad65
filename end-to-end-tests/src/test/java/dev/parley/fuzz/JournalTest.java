package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.infrastructure.EmbeddedServers;
import dev.parley.standalone.infrastructure.Endpoints;
import dev.parley.standalone.infrastructure.Infrastructure;
import dev.parley.standalone.infrastructure.Installation;
import dev.parley.testing.PlainSql;
import org.junit.jupiter.api.Test;

/** Against the real schema. */
class JournalTest {
    private static final String CHAT =
            "insert into chats (id, profile_id, platform, participant_external_id)" + " values (1, 2, 'telegram', 'x')";

    @Test
    void onlyWhatStaysAndIsNobodyElsesWorkIsAChange() {
        try (Infrastructure servers = new EmbeddedServers(Installation.find())) {
            Endpoints endpoints = servers.start();
            PlainSql database = PlainSql.of(endpoints);
            try (Journal journal = Journal.open(endpoints.psqlUrl())) {
                assertThat(journal.changes()).isEmpty();

                database.run(CHAT);
                assertThat(journal.changes()).singleElement().asString().startsWith("now: chats");

                database.run("update chats set archived = true");
                assertThat(journal.changes()).hasSize(2);

                database.run("update chats set archived = false");
                database.run("update chats set archived = true");
                assertThat(journal.changes()).as("changed and changed back").isEmpty();

                database.run("update chats set last_inbound_at = now(), metadata = '{}'");
                assertThat(journal.changes()).as("moved by background work").isEmpty();

                database.run("begin; update chats set archived = false; rollback");
                assertThat(journal.changes()).as("rolled back").isEmpty();
            }
        }
    }
}

package dev.parley.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations go forward only, and the previous version's code keeps working on the schema that they leave. */
class MigrationRulesTest {
    /** The schema that the first version began with; every later migration meets code that is older than itself. */
    private static final int FIRST_VERSION = 8;

    static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aMigrationIsNumberedAndGoesForwardOnly(Path migration) {
        assertThat(migration.getFileName().toString()).matches("V\\d{2,}__[a-z0-9_]+\\.sql");
    }

    /** What takes something away is called so, and comes a version after the last code that used it. */
    @ParameterizedTest
    @MethodSource("migrations")
    void thePreviousVersionCanLiveWithAMigration(Path migration) throws IOException {
        String name = migration.getFileName().toString();
        int number = Integer.parseInt(name.substring(1, name.indexOf("__")));
        if (number > FIRST_VERSION && !name.contains("__contract_")) {
            assertThat(MigrationRules.broken(Files.readString(migration))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table chats;",
                "alter table chats drop column title;",
                "alter table chats rename column title to name;",
                "alter table chats rename to rooms;",
                "alter table chats alter column title type varchar(10);",
                "alter table chats alter title set data type varchar(10);",
                "alter table chats alter column title set not null;",
                "alter table chats add column mood text not null;",
                "alter table chats add column a text not null default 'x', add column mood text not null;",
                "alter table chats add column price numeric(10, 2) not null, add column b text default '';",
                "alter table chats\n    add constraint short check (length(title) < 10);",
                "alter table chats drop constraint chats_pkey;",
                "create unique index chats_by_title on chats (title);",
                "create table rooms (id bigint);\ndrop index chats_by_title;",
                "truncate chats;"
            })
    void whatThePreviousVersionCannotLiveWithIsFound(String sql) {
        assertThat(MigrationRules.broken(sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table rooms (id bigint primary key, name text not null);",
                "create table rooms (id bigint); create unique index rooms_by_id on rooms (id);",
                "create table rooms (id bigint); alter table rooms add constraint positive check (id > 0);",
                "alter table chats add column mood text;",
                "alter table chats add column mood text not null default 'calm';",
                "alter table chats add column mood text not null default 'a, b', add column more int;",
                "alter table chats alter column title drop not null;",
                "create index concurrently chats_by_mood on chats (mood);",
                "-- drop table chats;\nalter table chats alter column title set default 'drop table chats;';",
                "create or replace function f() returns void language plpgsql as $$ begin drop table old; end $$;"
            })
    void whatOnlyAddsIsFine(String sql) {
        assertThat(MigrationRules.broken(sql)).isEmpty();
    }
}

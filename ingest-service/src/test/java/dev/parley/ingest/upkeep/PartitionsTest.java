package dev.parley.ingest.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.EmbeddedInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class PartitionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    @Inject
    Pool pool;

    private String log;

    @BeforeEach
    void makeALog() {
        log = "log_" + System.nanoTime();
        run("create table %s (id bigint primary key, text text) partition by range (id)".formatted(log));
        run("create table %1$s_default partition of %1$s default".formatted(log));
        ensure(7);
    }

    @AfterEach
    void dropIt() {
        run("drop table " + log);
    }

    @Test
    void aRowOfADayThatWasNotMadeYetMovesIntoItsDay() {
        long early = idInDays(11);
        insert(early);

        ensure(14);

        assertThat(partitionOf(early)).isEqualTo(day(11));
        assertThat(exists(day(14))).isTrue();
    }

    @Test
    void aDayWithVeryManyEarlyRowsStaysAsideAndBlocksNoOtherDay() {
        long first = idInDays(9);
        run("insert into %s (id) select %d + n from generate_series(1, 50001) n".formatted(log, first));

        ensure(12);

        assertThat(partitionOf(first + 1)).isEqualTo(log + "_default");
        assertThat(exists(day(12))).isTrue();
        run("delete from %s where id = %d".formatted(log, first + 1));
        ensure(12);
        assertThat(partitionOf(first + 2)).isEqualTo(day(9));
    }

    @Test
    void aLongReaderHoldsUpNoWriter() {
        SqlConnection reader = pool.getConnection().await().atMost(LIMIT);
        try {
            execute(reader, "begin");
            execute(reader, "set local idle_in_transaction_session_timeout = 0");
            execute(reader, "lock table %1$s, %1$s_default in access share mode".formatted(log));

            ensure(9);
            insert(idInDays(0) + 1);
            insert(idInDays(40));
            drop(10_000);

            assertThat(exists(day(9)))
                    .as("made while the default partition is being read")
                    .isFalse();
        } finally {
            execute(reader, "rollback");
            reader.close().await().atMost(LIMIT);
        }
        ensure(9);
        assertThat(exists(day(9))).isTrue();
    }

    @Test
    void whatIsPastItsRetentionGoesWhereverItIs() {
        long old = idInDays(-400);
        insert(old);
        run("create table %1$s partition of %2$s for values from (%3$d) to (%4$d)"
                .formatted(day(-40), log, idInDays(-40), idInDays(-39)));

        drop(30);

        assertThat(number("select count(*) from %s where id = %d".formatted(log, old)))
                .isZero();
        assertThat(exists(day(-40))).isFalse();
    }

    private void ensure(int daysAhead) {
        run("select ensure_day_partitions('%s', %d)".formatted(log, daysAhead));
    }

    private void drop(int daysKept) {
        run("select drop_day_partitions('%s', %d)".formatted(log, daysKept));
    }

    private String day(int days) {
        return log + "_" + DAY.format(LocalDate.now(ZoneOffset.UTC).plusDays(days));
    }

    private static long idInDays(int days) {
        return LocalDate.now(ZoneOffset.UTC)
                        .plusDays(days)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli()
                << 21;
    }

    private void insert(long id) {
        run("insert into %s (id) values (%d)".formatted(log, id));
    }

    private String partitionOf(long id) {
        return pool.query("select tableoid::regclass::text from %s where id = %d".formatted(log, id))
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getString(0);
    }

    private boolean exists(String table) {
        return number("select count(*) from pg_inherits where inhrelid = to_regclass('" + table + "')") == 1;
    }

    private long number(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(LIMIT);
    }

    private static void execute(SqlConnection connection, String statement) {
        connection.query(statement).execute().await().atMost(LIMIT);
    }
}

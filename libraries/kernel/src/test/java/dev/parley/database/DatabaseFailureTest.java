package dev.parley.database;

import static dev.parley.database.DatabaseFailure.BUG;
import static dev.parley.database.DatabaseFailure.CONFLICT;
import static dev.parley.database.DatabaseFailure.OUTAGE;
import static dev.parley.database.DatabaseFailure.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "40002", "40003", "55P03"})
    void somebodyWasInTheWay(String state) {
        assertThat(DatabaseFailure.of(refused(state))).isEqualTo(CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08003", "08006", "08P01", "25006", "25P03", "25P04", "28000", "28P01", "3D000", "53000",
                "53100", "53200", "53300", "53400", "55000", "55006", "57000", "57014", "57P01", "57P02", "57P03",
                "57P04", "57P05", "58000", "58030", "F0000"
            })
    void theServerOrTheWayToItIsAway(String state) {
        assertThat(DatabaseFailure.of(refused(state))).isEqualTo(OUTAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01000", "02000", "03000", "09000", "0A000", "0B000", "0F000", "0L000", "0P000", "0Z000", "20000",
                        "21000",
                "22001", "22003", "22008", "22021", "22P05", "23502", "23505", "23514", "24000", "25001", "25P02",
                        "26000",
                "27000", "2B000", "2D000", "2F000", "34000", "38000", "39000", "3B000", "3F000", "42501", "42P01",
                        "44000",
                "54000", "HV000", "P0001", "XX000", "XX001", "XX002", "?????"
            })
    void theDataAreRefused(String state) {
        assertThat(DatabaseFailure.of(refused(state))).isEqualTo(REFUSED);
    }

    @Test
    void whatHasNoStateIsToldByItsKind() {
        assertThat(DatabaseFailure.of(new IOException("reset"))).isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(new VertxException("Connection was closed")))
                .isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(ClosedConnectionException.INSTANCE)).isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(new TimeoutException())).isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(new RejectedExecutionException())).isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(new NetworkException())).isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(new RecordTooLargeException())).isEqualTo(BUG);
        assertThat(DatabaseFailure.of(new NullPointerException())).isEqualTo(BUG);
        assertThat(DatabaseFailure.of(new UncheckedIOException(new JsonParseException(null, "x"))))
                .isEqualTo(BUG);
    }

    @Test
    void theCauseCounts() {
        assertThat(DatabaseFailure.of(new CompletionException(refused("23505"))))
                .isEqualTo(REFUSED);
        assertThat(DatabaseFailure.of(new IllegalStateException(new SQLException("x", "57P01"))))
                .isEqualTo(OUTAGE);
        assertThat(DatabaseFailure.of(new IllegalStateException(new IOException("reset"))))
                .isEqualTo(OUTAGE);
    }

    @Test
    void aNameQuotesNothing() {
        assertThat(DatabaseFailure.nameOf(refused("22021"))).isEqualTo("SQLSTATE 22021");
        assertThat(DatabaseFailure.nameOf(new IllegalStateException("secret"))).isEqualTo("IllegalStateException");
    }

    private static PgException refused(String state) {
        return new PgException("quotes what it was given", "ERROR", state, "");
    }
}

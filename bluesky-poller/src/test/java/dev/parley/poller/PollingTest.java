package dev.parley.poller;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.id.ProfileId;
import dev.parley.inbound.InboundEvent;
import dev.parley.node.IdGenerator;
import dev.parley.normalise.SupersededException;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.testing.EmbeddedInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The poller runs as it does in earnest; profiles are made due by hand instead of waiting for minutes. */
@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class PollingTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    IdGenerator ids;

    @Inject
    ScriptedPlatform platform;

    @Inject
    Cursors cursors;

    @Inject
    RequestBudget budget;

    @Inject
    PageWriter pages;

    @Inject
    ProfileDirectory profiles;

    @Inject
    MeterRegistry meters;

    private long profile;
    private String account = "";

    @BeforeEach
    void connect() {
        profile = connected();
        account = "account-" + profile;
        await().atMost(DEADLINE).until(() -> cursor() != null);
    }

    @Test
    void aNewProfileIsReadFromNowOn() {
        assertThat(cursor()).isEqualTo("0");
        assertThat(platform.asked(account)).containsExactly("null");
    }

    @Test
    void everyPageIsWrittenWithItsCursor() {
        sayMuch();
        makeDue();

        await().atMost(DEADLINE).until(() -> "250".equals(cursor()));
        assertThat(number("select count(*) from messages where profile_id = $1"))
                .isEqualTo(250);
        assertThat(number("select count(*) from chats where profile_id = $1")).isEqualTo(120);
        assertThat(number("select count(*) from events where profile_id = $1")).isEqualTo(250);
        assertThat(platform.asked(account)).containsExactly("null", "0", "100", "200");
    }

    @Test
    void aPageReadAgainAfterACrashChangesNothing() {
        platform.say(account, "p", "m1");
        makeDue();
        await().atMost(DEADLINE).until(() -> "1".equals(cursor()));

        run("update poll_cursors set cursor = '0' where profile_id = $1");
        platform.say(account, "p", "m2");
        makeDue();

        await().atMost(DEADLINE).until(() -> "2".equals(cursor()));
        assertThat(number("select count(*) from messages where profile_id = $1"))
                .isEqualTo(2);
        assertThat(number("select count(*) from events where profile_id = $1")).isEqualTo(2);
    }

    @Test
    void aCursorThatHasMovedIsNotMovedAgain() {
        Cursors.Claim stale = new Cursors.Claim(new ProfileId(profile), UUID.randomUUID(), "7", null);

        assertThatThrownBy(() -> cursors.move(new Cursors.Step(stale, "7", "8", true))
                        .await()
                        .atMost(DEADLINE))
                .isInstanceOf(SupersededException.class);
        assertThat(cursor()).isEqualTo("0");
    }

    @Test
    void aReplicaThatWakesAfterItsLeaseWritesNothing() {
        sayMuch();
        CompletableFuture<Void> wakes = platform.holdNextAnswer(account);
        makeDue();
        await().atMost(DEADLINE).until(() -> platform.asked(account).contains("0"));
        double before = superseded();

        run("update poll_cursors set lease_until = now() - interval '1 second' where profile_id = $1");
        await().atMost(DEADLINE).until(() -> "250".equals(cursor()) && isGivenBack());
        wakes.complete(null);
        await().atMost(DEADLINE).until(() -> superseded() > before);

        assertThat(number("select count(*) from messages where profile_id = $1"))
                .isEqualTo(250);
        assertThat(number("select count(*) from events where profile_id = $1")).isEqualTo(250);
        assertThat(platform.asked(account)).containsExactly("null", "0", "0", "100", "200");
        assertThat(cursor()).isEqualTo("250");
    }

    @Test
    void ofALatePageNotEvenTheFirstBatchIsWritten() {
        List<InboundEvent> page = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            page.add(ScriptedPlatform.message("p" + i, "late" + i));
        }
        Cursors.Claim stale = new Cursors.Claim(new ProfileId(profile), UUID.randomUUID(), "7", null);
        Profile read = profiles.fresh(stale.profile()).await().atMost(DEADLINE).orElseThrow();

        assertThatThrownBy(() -> pages.write(read, platform, page, new Cursors.Step(stale, "7", "67", true))
                        .await()
                        .atMost(DEADLINE))
                .isInstanceOf(SupersededException.class);
        assertThat(number("select count(*) from messages where profile_id = $1"))
                .isZero();
    }

    @Test
    void profilesThatThereWasNoRoomForDoNotWaitForTheNextSecond() {
        run("insert into profiles (id, account_id, profile_group_id, platform, external_id, name)"
                + " select p.id + n, p.account_id, p.profile_group_id, p.platform, p.external_id || '/' || n, p.name"
                + " from profiles p, generate_series(1, 150) n where p.id = $1");
        String read =
                " from poll_cursors where profile_id between $1::bigint + 1 and $1::bigint + 150 and cursor is not null";

        await().atMost(DEADLINE).until(() -> number("select count(*)" + read) == 150);

        // There is room for 16: with one look a second, nine seconds pass between the first and the last.
        assertThat(number("select extract(epoch from max(last_seen_at) - min(last_seen_at))::bigint" + read))
                .isLessThan(6);
        run("update profiles set status = 'expired' where id between $1::bigint + 1 and $1::bigint + 150");
    }

    @Test
    void aProfileInTrafficIsAskedAboutSoonerThanAQuietOne() {
        await().atMost(DEADLINE).until(this::isGivenBack);
        assertThat(secondsUntilDue()).as("just connected").isLessThan(15);

        run("update poll_cursors set due_at = now(), last_seen_at = now() - interval '1 hour' where profile_id = $1");
        await().atMost(DEADLINE).until(() -> secondsUntilDue() > 15);
        assertThat(secondsUntilDue()).as("quiet").isGreaterThan(240);

        platform.say(account, "p", "m1");
        makeDue();
        await().atMost(DEADLINE).until(() -> "1".equals(cursor()) && isGivenBack());

        assertThat(secondsUntilDue()).isLessThan(15);
    }

    @Test
    void aPlatformThatAsksToWaitIsLeftAlone() {
        platform.trouble(account, ScriptedPlatform.later(Duration.ofHours(2)));
        makeDue();

        await().atMost(DEADLINE).until(() -> platform.asked(account).size() == 2 && isGivenBack());
        assertThat(secondsUntilDue()).isGreaterThan(7_000);
        assertThat(cursor()).isEqualTo("0");
    }

    @Test
    void lostAccessExpiresTheProfileAndEndsThePolling() {
        platform.trouble(account, ScriptedPlatform.disconnected());
        makeDue();

        await().atMost(DEADLINE).until(() -> number("select count(*) from events where profile_id = $1") == 1);
        assertThat(text("select status from profiles where id = $1")).isEqualTo("expired");
        assertThat(text("select type from events where profile_id = $1")).isEqualTo("profile.disconnected");
        makeDue();
        List<Cursors.Claim> claims =
                cursors.claim(100, List.of(ScriptedPlatform.NAME)).await().atMost(DEADLINE);
        assertThat(claims).noneMatch(claim -> claim.profile().value() == profile);
    }

    @Test
    void replicasShareTheProfilesThatAreDue() {
        List<Long> profiles = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            profiles.add(connectedTo("elsewhere"));
        }
        cursors.makeMissing(List.of("elsewhere")).await().atMost(DEADLINE);
        List<Uni<List<Cursors.Claim>>> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replicas.add(cursors.claim(10, List.of("elsewhere")));
        }

        List<Long> claimed = new ArrayList<>();
        for (Object claims : Uni.join().all(replicas).andFailFast().await().atMost(DEADLINE)) {
            ((List<?>) claims)
                    .forEach(claim ->
                            claimed.add(((Cursors.Claim) claim).profile().value()));
        }

        Set<Long> distinct = new HashSet<>(claimed);
        assertThat(claimed).hasSameSizeAs(distinct);
        assertThat(distinct).hasSize(30).containsExactlyInAnyOrderElementsOf(profiles);
    }

    @Test
    void requestsToOneHostTakeTheirTurns() {
        run("insert into budgets (scope, next_at) select 'began-' || $1::bigint, clock_timestamp()");
        String host = "host-" + profile;
        for (int i = 0; i < 5; i++) {
            budget.take(host).await().atMost(DEADLINE);
        }

        // Five turns of an eighth of a second, however slow the machine is.
        assertThat(number("select (extract(epoch from n.next_at - b.next_at) * 1000)::bigint from budgets n, budgets b"
                        + " where n.scope = 'poll:host-' || $1::bigint and b.scope = 'began-' || $1::bigint"))
                .isGreaterThanOrEqualTo(624);
    }

    /** Three pages, of more chats than one transaction takes. */
    private void sayMuch() {
        for (int i = 0; i < 250; i++) {
            platform.say(account, "p" + i % 120, "m" + i);
        }
    }

    private double superseded() {
        return meters.counter("parley.poll.superseded").count();
    }

    private long connected() {
        return connectedTo(ScriptedPlatform.NAME);
    }

    private long connectedTo(String network) {
        long owner = ids.next();
        long id = ids.next();
        run("insert into accounts (id, name) values ($1, 'Test')", owner);
        run(
                "insert into profiles (id, account_id, profile_group_id, platform, external_id, name)"
                        + " select $1::bigint, a.id, a.id, $2, 'account-' || $1::bigint, 'Test' from accounts a where a.id = $3",
                id,
                network,
                owner);
        return id;
    }

    private void makeDue() {
        run("update poll_cursors set due_at = now() where profile_id = $1");
    }

    private boolean isGivenBack() {
        return number(
                        "select count(*) from poll_cursors where profile_id = $1 and lease_token is null and due_at > now()")
                == 1;
    }

    private long secondsUntilDue() {
        return number("select extract(epoch from due_at - now())::bigint from poll_cursors where profile_id = $1");
    }

    private @Nullable String cursor() {
        for (Row row : rows("select cursor from poll_cursors where profile_id = $1")) {
            return row.getString(0);
        }
        return null;
    }

    private long number(String sql) {
        return rows(sql).iterator().next().getLong(0);
    }

    private @Nullable String text(String sql) {
        return rows(sql).iterator().next().getString(0);
    }

    private Iterable<Row> rows(String sql) {
        return pool.preparedQuery(sql).execute(Tuple.of(profile)).await().atMost(DEADLINE);
    }

    private void run(String sql) {
        run(sql, profile);
    }

    private void run(String sql, Object... parameters) {
        pool.preparedQuery(sql)
                .execute(Tuple.wrap(new ArrayList<>(List.of(parameters))))
                .await()
                .atMost(DEADLINE);
    }
}

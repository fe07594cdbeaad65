package dev.parley.dispatch.connection;

import dev.parley.event.EventData;
import dev.parley.event.EventDraft;
import dev.parley.event.EventLog;
import dev.parley.event.EventRelay;
import dev.parley.event.EventType;
import dev.parley.id.ProfileId;
import dev.parley.json.Json;
import dev.parley.platform.ConnectionFlow;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileDirectory;
import dev.parley.profile.ProfileRows;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.topic.EventRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of connected accounts: made, or given new credentials. Sealed before they leave the process. */
@Singleton
class ConnectionStore {
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String FIND = "select " + ProfileRows.COLUMNS
            + " from profiles where platform = $1 and external_id = $2 and disconnected_at is null for update";

    private static final String INSERT = """
            insert into profiles (id, account_id, profile_group_id, platform, external_id, name, username, credentials,
                                  credentials_key_id, hook_secret_hash, platform_state, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $12) returning\s""" + ProfileRows.COLUMNS;

    private static final String RECONNECT = """
            update profiles set status = 'active', expired_at = null, updated_at = now(), name = $2, username = $3,
                                credentials = $4, credentials_key_id = $5, hook_secret_hash = $6,
                                platform_state = platform_state || $7::text::jsonb, expires_at = $8
            where id = $1 returning\s""" + ProfileRows.COLUMNS;

    private final Pool pool;
    private final SecretCipher vault;
    private final EventLog events;
    private final EventRelay relay;
    private final ProfileDirectory profiles;

    ConnectionStore(Pool pool, SecretCipher vault, EventLog events, EventRelay relay, ProfileDirectory profiles) {
        this.pool = pool;
        this.vault = vault;
        this.events = events;
        this.relay = relay;
        this.profiles = profiles;
    }

    /** What came of it. */
    sealed interface Kept {
        record Connected(Profile profile) implements Kept {}

        /**
         * The account is connected already.
         *
         * @param attempted as it would have been, so that the platform can undo it
         */
        record Taken(boolean worksElsewhere, Profile attempted) implements Kept {}
    }

    private record Outcome(Kept kept, List<EventRecord> told) {}

    Uni<Kept> keep(Connections.Attempt attempt, ConnectionFlow.Connected connected) {
        Sealed credentials = sealed(connected, attempt.newProfile());
        return pool.withTransaction(transaction -> find(transaction, attempt, connected)
                        .flatMap(present -> present.isEmpty()
                                ? insert(transaction, attempt, connected, credentials)
                                : renew(transaction, attempt, connected, present.get())))
                .onFailure(ConnectionStore::isTakenMeanwhile)
                .recoverWithItem(
                        () -> new Outcome(new Kept.Taken(true, asProfile(attempt, connected, credentials)), List.of()))
                .invoke(outcome -> relay.publish(outcome.told))
                .call(outcome -> outcome.kept instanceof Kept.Connected done
                        ? profiles.fresh(done.profile.id()).replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .map(Outcome::kept);
    }

    private static Uni<Optional<Profile>> find(
            SqlConnection transaction, Connections.Attempt attempt, ConnectionFlow.Connected connected) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(attempt.platform().name(), connected.externalId()))
                .map(ConnectionStore::first);
    }

    private Uni<Outcome> insert(
            SqlConnection transaction,
            Connections.Attempt attempt,
            ConnectionFlow.Connected connected,
            Sealed credentials) {
        Tuple columns = Tuple.tuple()
                .addLong(attempt.newProfile().value())
                .addLong(attempt.account().value())
                .addLong(attempt.group().value())
                .addString(attempt.platform().name())
                .addString(connected.externalId())
                .addString(connected.name())
                .addString(connected.username());
        addSecrets(columns, connected, credentials);
        return transaction
                .preparedQuery(INSERT)
                .execute(columns)
                .flatMap(rows -> tell(transaction, first(rows).orElseThrow()));
    }

    private Uni<Outcome> renew(
            SqlConnection transaction,
            Connections.Attempt attempt,
            ConnectionFlow.Connected connected,
            Profile present) {
        boolean expired = present.status() == Profile.Status.EXPIRED;
        if (!expired || !present.group().equals(attempt.group())) {
            Sealed attempted = sealed(connected, attempt.newProfile());
            Kept taken = new Kept.Taken(!expired, asProfile(attempt, connected, attempted));
            return Uni.createFrom().item(new Outcome(taken, List.of()));
        }
        Tuple columns = Tuple.tuple()
                .addLong(present.id().value())
                .addString(connected.name())
                .addString(connected.username());
        addSecrets(columns, connected, sealed(connected, present.id()));
        return transaction
                .preparedQuery(RECONNECT)
                .execute(columns)
                .flatMap(rows -> tell(transaction, first(rows).orElseThrow()))
                .call(() -> HeldLanes.wake(transaction, present.id()));
    }

    private Sealed sealed(ConnectionFlow.Connected connected, ProfileId profile) {
        return vault.seal(connected.credentials().toString(), SecretPlace.profileCredentials(profile.value()));
    }

    private static void addSecrets(Tuple columns, ConnectionFlow.Connected connected, Sealed credentials) {
        String hookSecret = connected.hookSecret();
        columns.addValue(Buffer.buffer(credentials.bytes()))
                .addString(credentials.keyId())
                .addValue(hookSecret == null ? null : Buffer.buffer(sha256(hookSecret)))
                .addString(Json.write(connected.platformState()))
                .addOffsetDateTime(
                        connected.expiresAt() == null
                                ? null
                                : connected.expiresAt().atOffset(ZoneOffset.UTC));
    }

    private Uni<Outcome> tell(SqlConnection transaction, Profile profile) {
        EventDraft connected =
                EventDraft.ofProfile(EventType.PROFILE_CONNECTED, profile, EventData.ofProfile(profile, "active"));
        return events.append(transaction, List.of(connected))
                .map(told -> new Outcome(new Kept.Connected(profile), told));
    }

    private static Profile asProfile(
            Connections.Attempt attempt, ConnectionFlow.Connected connected, @Nullable Sealed credentials) {
        return new Profile(
                attempt.newProfile(),
                attempt.account(),
                attempt.group(),
                attempt.platform().name(),
                connected.externalId(),
                connected.name(),
                connected.username(),
                Profile.Status.ACTIVE,
                credentials,
                null,
                Json.object(),
                connected.platformState(),
                null);
    }

    private static Optional<Profile> first(Iterable<Row> rows) {
        for (Row row : rows) {
            return Optional.of(ProfileRows.read(row));
        }
        return Optional.empty();
    }

    private static boolean isTakenMeanwhile(Throwable failure) {
        return failure instanceof PgException error && UNIQUE_VIOLATION.equals(error.getSqlState());
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.parley.dispatch.connection;

import dev.parley.id.AccountId;
import dev.parley.id.ProfileId;
import dev.parley.internal.InternalAnswer;
import dev.parley.json.Json;
import dev.parley.node.IdGenerator;
import dev.parley.platform.ConnectionFlow.Connected;
import dev.parley.profile.Profile;
import dev.parley.profile.ProfileRows;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Logins that came back with several accounts. Such a login is a profile that is not connected: {@code inactive}, with
 * the accounts as its placements, until a customer has chosen or the time is over. Each account that is chosen becomes
 * a profile of its own ({@link AccountChosen}).
 */
@Singleton
class AccountChoices {
    /** A disconnected profile is inactive too, but has the time of its disconnection. */
    private static final String UNDECIDED = " status = 'inactive' and disconnected_at is null ";

    private static final String OFFER = """
            insert into profiles (id, account_id, profile_group_id, platform, external_id, name, status)
            values ($1, $2, $3, $4, $5, $6, 'inactive') returning\s""" + ProfileRows.COLUMNS;

    private static final String PLACE = """
            insert into placements (id, profile_id, external_id, name, metadata, credentials, credentials_key_id)
            values ($1, $2, $3, $4, $5::text::jsonb, $6, $7) on conflict (profile_id, external_id) do nothing""";

    private static final String FIND = """
            select p.account_id, p.platform, l.id, l.credentials, l.credentials_key_id
            from placements l join profiles p on p.id = l.profile_id
            where p.id = $1 and l.external_id = $2 and l.credentials is not null and""" + UNDECIDED;

    private static final String WITHDRAW = "delete from profiles where id = $1 and" + UNDECIDED;

    private static final String FORGET =
            "delete from profiles where created_at < now() - $1 * interval '1 ms' and" + UNDECIDED;

    private static final String NEXT_STEP =
            "The login may speak for several accounts: choose from GET /api/profiles/%s/placements with"
                    + " PATCH /api/profiles/%s/assign_placement_to_group.";

    private final Pool pool;
    private final SecretCipher vault;
    private final IdGenerator ids;

    AccountChoices(Pool pool, SecretCipher vault, IdGenerator ids) {
        this.pool = pool;
        this.vault = vault;
        this.ids = ids;
    }

    /** An account that waits to be chosen, and whose login it belongs to. */
    record Offer(AccountId account, String platform, Connected offered) {}

    Uni<InternalAnswer> offer(Connections.Attempt attempt, List<Connected> accounts) {
        String login = attempt.newProfile().toString();
        return pool.withTransaction(transaction -> writeLogin(transaction, attempt)
                        .call(() -> transaction
                                .preparedQuery(PLACE)
                                .executeBatch(accounts.stream()
                                        .map(account -> placement(attempt.newProfile(), account))
                                        .toList())))
                .map(profile -> InternalAnswer.ok(Connections.result(profile, NEXT_STEP.formatted(login, login))));
    }

    Uni<Optional<Offer>> find(ProfileId login, String placement) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(login.value(), placement))
                .map(rows -> {
                    for (Row row : rows) {
                        Sealed sealed = new Sealed(
                                row.getString("credentials_key_id"),
                                row.getDelegate().getBuffer("credentials").getBytes());
                        return Optional.of(new Offer(
                                new AccountId(row.getLong("account_id")),
                                row.getString("platform"),
                                OfferedAccount.read(
                                        vault.open(sealed, SecretPlace.placementCredentials(row.getLong("id"))))));
                    }
                    return Optional.empty();
                });
    }

    /** The customer wants none of them, or no more. */
    Uni<Void> withdraw(ProfileId login) {
        return pool.preparedQuery(WITHDRAW).execute(Tuple.of(login.value())).replaceWithVoid();
    }

    /** Logins that are older than this. */
    Uni<Void> forgetOlderThan(Duration age) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(age.toMillis())).replaceWithVoid();
    }

    private static Uni<Profile> writeLogin(SqlConnection transaction, Connections.Attempt attempt) {
        Tuple columns = Tuple.tuple()
                .addLong(attempt.newProfile().value())
                .addLong(attempt.account().value())
                .addLong(attempt.group().value())
                .addString(attempt.platform().name())
                .addString(attempt.newProfile().toString())
                .addString(attempt.platform().capabilities().displayName() + " login");
        return transaction
                .preparedQuery(OFFER)
                .execute(columns)
                .map(rows -> ProfileRows.read(rows.iterator().next()));
    }

    private Tuple placement(ProfileId login, Connected account) {
        long id = ids.next();
        Sealed sealed = vault.seal(OfferedAccount.write(account), SecretPlace.placementCredentials(id));
        return Tuple.tuple()
                .addLong(id)
                .addLong(login.value())
                .addString(account.externalId())
                .addString(account.name())
                .addString(Json.write(Json.object().put("username", account.username())))
                .addValue(Buffer.buffer(sealed.bytes()))
                .addString(sealed.keyId());
    }
}

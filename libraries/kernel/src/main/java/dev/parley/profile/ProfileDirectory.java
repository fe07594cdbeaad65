package dev.parley.profile;

import dev.parley.id.ProfileId;
import dev.parley.watch.ConfigVersions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every profile, in memory. {@link ConfigVersions} says when profiles changed; only those are read again. So what is here
 * may be half a second old: whoever must be sure asks {@link #fresh}.
 */
@ApplicationScoped
public class ProfileDirectory {
    /** Transactions commit later than their timestamps say; look back far enough to see the slow ones. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(60);

    private static final String CHANGED =
            "select " + ProfileRows.COLUMNS + ", updated_at from profiles where updated_at >= $1";
    private static final String ONE = "select " + ProfileRows.COLUMNS + " from profiles where id = $1";

    private static final String ONE_BY_ACCOUNT = "select " + ProfileRows.COLUMNS
            + " from profiles where platform = $1 and external_id = $2 and disconnected_at is null";

    private final Pool pool;
    private final ConfigVersions versions;
    private final Map<ProfileId, Profile> byId = new ConcurrentHashMap<>();
    private final Map<Account, ProfileId> byAccount = new ConcurrentHashMap<>();
    private volatile OffsetDateTime seenUntil = OffsetDateTime.parse("1970-01-01T00:00:00Z");

    private record Account(String platform, String externalId) {}

    public ProfileDirectory(Pool pool, ConfigVersions versions) {
        this.pool = pool;
        this.versions = versions;
    }

    /** Before anything is served: nobody may find an empty directory. */
    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        versions.keep("profiles", this::readChanged);
    }

    /** Completes when what is here shows every change that was committed before this call. */
    public Uni<Void> confirm() {
        return versions.confirm();
    }

    public Optional<Profile> byId(ProfileId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The profile that is connected to this account of the platform now. */
    public Optional<Profile> byAccount(String platform, String externalId) {
        return Optional.ofNullable(byAccount.get(new Account(platform, externalId)))
                .flatMap(this::byId);
    }

    public Collection<Profile> all() {
        return List.copyOf(byId.values());
    }

    /** From memory, or else from the database: also finds one that was connected a moment ago. */
    public Uni<Optional<Profile>> find(ProfileId id) {
        Optional<Profile> known = byId(id);
        return known.isPresent() ? Uni.createFrom().item(known) : fresh(id);
    }

    /** The profile as the database has it now; also for one that was connected a moment ago. */
    public Uni<Optional<Profile>> fresh(ProfileId id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id.value())).map(this::rememberOne);
    }

    /** The same by the platform's id of the account. */
    public Uni<Optional<Profile>> freshByAccount(String platform, String externalId) {
        return pool.preparedQuery(ONE_BY_ACCOUNT)
                .execute(Tuple.of(platform, externalId))
                .map(this::rememberOne);
    }

    private Optional<Profile> rememberOne(RowSet<Row> rows) {
        Optional<Profile> found = Optional.empty();
        for (Row row : rows) {
            Profile profile = ProfileRows.read(row);
            remember(profile);
            found = Optional.of(profile);
        }
        return found;
    }

    private Uni<Void> readChanged() {
        return pool.preparedQuery(CHANGED)
                .execute(Tuple.of(seenUntil.minus(LOOK_BACK)))
                .invoke(rows -> {
                    for (Row row : rows) {
                        remember(ProfileRows.read(row));
                        OffsetDateTime changed = row.getOffsetDateTime("updated_at");
                        seenUntil = changed.isAfter(seenUntil) ? changed : seenUntil;
                    }
                })
                .replaceWithVoid();
    }

    private void remember(Profile profile) {
        Account account = new Account(profile.platform(), profile.externalId());
        byId.put(profile.id(), profile);
        if (profile.status() == Profile.Status.INACTIVE) {
            byAccount.remove(account, profile.id());
        } else {
            byAccount.put(account, profile.id());
        }
    }
}

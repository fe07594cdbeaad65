package dev.parley.gateway.access;

import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.watch.ConfigVersions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every key and every group, in memory.
 *
 * <pre>
 *   {@link ConfigVersions}: keys or groups changed ──► read all of them again
 *   unknown key or group ──► ask the database itself, so that one made a moment ago works everywhere at once
 * </pre>
 *
 * A revoked key stops working within half a second or so.
 */
@ApplicationScoped
public class KeyRing {
    private static final String KEYS =
            "select key_hash, account_id, profile_group_id from api_keys where revoked_at is null";
    private static final String ONE_KEY = KEYS + " and key_hash = $1";
    private static final String GROUPS = "select id, account_id from profile_groups order by id";
    private static final String ONE_GROUP = "select account_id from profile_groups where id = $1";

    private final Pool pool;
    private final ConfigVersions versions;
    private volatile Ring ring = new Ring(Map.of(), Map.of());

    /** A key's holder, without what the request asks for. */
    public record Holder(AccountId account, @Nullable GroupId group) {}

    private record Ring(Map<Buffer, Holder> keys, Map<AccountId, TreeMap<Long, GroupId>> groups) {}

    public KeyRing(Pool pool, ConfigVersions versions) {
        this.pool = pool;
        this.versions = versions;
    }

    /** Before anything is served: nobody may find an empty ring. */
    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        versions.keep("keys", this::readAll);
    }

    /** Whose key it is; empty for none. */
    public Uni<Optional<Holder>> holderOf(String key) {
        Buffer hash = Buffer.buffer(KeySecret.hash(key));
        Holder known = ring.keys.get(hash);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        return pool.preparedQuery(ONE_KEY).execute(Tuple.of(hash)).map(rows -> {
            Optional<Holder> found = Optional.empty();
            for (Row row : rows) {
                found = Optional.of(holder(row));
            }
            return found;
        });
    }

    public Uni<Boolean> isGroupOf(AccountId account, GroupId group) {
        TreeMap<Long, GroupId> known = ring.groups.get(account);
        if (known != null && known.containsKey(group.value())) {
            return Uni.createFrom().item(true);
        }
        return pool.preparedQuery(ONE_GROUP)
                .execute(Tuple.of(group.value()))
                .map(rows -> rows.size() == 1 && rows.iterator().next().getLong(0) == account.value());
    }

    /** The account's oldest group; half a second late for an account made just now. */
    public @Nullable GroupId firstGroup(AccountId account) {
        TreeMap<Long, GroupId> known = ring.groups.get(account);
        return known == null ? null : known.firstEntry().getValue();
    }

    /** To be called after this process changed keys or groups, so that it sees its own change. */
    public Uni<Void> refresh() {
        return versions.refresh();
    }

    private Uni<Void> readAll() {
        return Uni.combine()
                .all()
                .unis(pool.query(KEYS).execute(), pool.query(GROUPS).execute())
                .asTuple()
                .invoke(read -> {
                    Map<Buffer, Holder> keys = new HashMap<>();
                    for (Row row : read.getItem1()) {
                        keys.put(row.getDelegate().getBuffer("key_hash"), holder(row));
                    }
                    Map<AccountId, TreeMap<Long, GroupId>> groups = new HashMap<>();
                    for (Row row : read.getItem2()) {
                        GroupId group = new GroupId(row.getLong("id"));
                        groups.computeIfAbsent(new AccountId(row.getLong("account_id")), account -> new TreeMap<>())
                                .put(group.value(), group);
                    }
                    ring = new Ring(keys, groups);
                })
                .replaceWithVoid();
    }

    private static Holder holder(Row row) {
        Long group = row.getLong("profile_group_id");
        return new Holder(new AccountId(row.getLong("account_id")), group == null ? null : new GroupId(group));
    }
}

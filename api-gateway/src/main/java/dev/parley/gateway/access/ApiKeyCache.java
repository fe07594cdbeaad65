package dev.parley.gateway.access;

import dev.parley.batch.NaturalBatch;
import dev.parley.gateway.metrics.GatewayMeters;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every API key and every group, in memory.
 *
 * <pre>
 *   {@link ConfigVersions}: keys or groups changed ──► read all of them again, forget which keys are unknown
 *   a key that is not there ──► look it up, so that a new key works everywhere at once ──► remember an unknown one
 * </pre>
 *
 * Look-ups of keys share one statement at a time, so strangers cannot occupy the pool. A revoked key stops working within
 * half a second.
 */
@ApplicationScoped
public class ApiKeyCache {
    private static final String KEYS =
            "select key_hash, account_id, profile_group_id from api_keys where revoked_at is null";
    private static final String SOME_KEYS = KEYS + " and key_hash = any($1)";
    private static final String GROUPS = "select id, account_id from profile_groups order by id";
    private static final String ONE_GROUP = "select account_id from profile_groups where id = $1";
    private static final int LARGEST_LOOK_UP = 256;
    private static final int MOST_WAITING = 10_000;

    private final Pool pool;
    private final ConfigVersions versions;
    private final GatewayMeters meters;
    private final NaturalBatch<Buffer, Optional<KeyHolder>> lookUps;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Map.of(), new UnknownKeys());

    /** @param unknown belongs to these keys; a key that is added comes with a new, empty one */
    private record Snapshot(
            Map<Buffer, KeyHolder> keys, Map<AccountId, TreeMap<Long, GroupId>> groups, UnknownKeys unknown) {}

    public ApiKeyCache(Pool pool, ConfigVersions versions, GatewayMeters meters) {
        this.pool = pool;
        this.versions = versions;
        this.meters = meters;
        this.lookUps = new NaturalBatch<>(LARGEST_LOOK_UP, 1, MOST_WAITING, this::lookUp);
    }

    /** Before anything is served: no request may find an empty cache. */
    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        versions.keep("keys", this::readAll);
    }

    /** The holder of the key; empty for an unknown one. */
    public Uni<Optional<KeyHolder>> holderOf(String key) {
        Buffer hash = Buffer.buffer(KeySecret.hash(key));
        Snapshot now = snapshot;
        KeyHolder known = now.keys.get(hash);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        if (now.unknown.contains(hash)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return lookUps.submit(hash).invoke(found -> {
            if (found.isEmpty()) {
                now.unknown.add(hash);
            }
        });
    }

    private Uni<List<Optional<KeyHolder>>> lookUp(List<Buffer> hashes) {
        meters.keysLookedUp();
        return pool.preparedQuery(SOME_KEYS)
                .execute(Tuple.of(hashes.toArray(Buffer[]::new)))
                .map(rows -> {
                    Map<Buffer, KeyHolder> found = new HashMap<>();
                    for (Row row : rows) {
                        found.put(row.getDelegate().getBuffer("key_hash"), holder(row));
                    }
                    return hashes.stream()
                            .map(hash -> Optional.ofNullable(found.get(hash)))
                            .toList();
                });
    }

    public Uni<Boolean> isGroupOf(AccountId account, GroupId group) {
        TreeMap<Long, GroupId> known = snapshot.groups.get(account);
        if (known != null && known.containsKey(group.value())) {
            return Uni.createFrom().item(true);
        }
        return pool.preparedQuery(ONE_GROUP)
                .execute(Tuple.of(group.value()))
                .map(rows -> rows.size() == 1 && rows.iterator().next().getLong(0) == account.value());
    }

    /** The account's oldest group; half a second late for an account made just now. */
    public @Nullable GroupId firstGroup(AccountId account) {
        TreeMap<Long, GroupId> known = snapshot.groups.get(account);
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
                    Map<Buffer, KeyHolder> keys = new HashMap<>();
                    for (Row row : read.getItem1()) {
                        keys.put(row.getDelegate().getBuffer("key_hash"), holder(row));
                    }
                    Map<AccountId, TreeMap<Long, GroupId>> groups = new HashMap<>();
                    for (Row row : read.getItem2()) {
                        GroupId group = new GroupId(row.getLong("id"));
                        groups.computeIfAbsent(new AccountId(row.getLong("account_id")), account -> new TreeMap<>())
                                .put(group.value(), group);
                    }
                    snapshot = new Snapshot(keys, groups, new UnknownKeys());
                })
                .replaceWithVoid();
    }

    private static KeyHolder holder(Row row) {
        Long group = row.getLong("profile_group_id");
        return new KeyHolder(new AccountId(row.getLong("account_id")), group == null ? null : new GroupId(group));
    }
}

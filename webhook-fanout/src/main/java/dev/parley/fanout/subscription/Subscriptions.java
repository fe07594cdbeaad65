package dev.parley.fanout.subscription;

import dev.parley.fanout.metrics.FanoutMeters;
import dev.parley.http.CustomerUrls;
import dev.parley.id.AccountId;
import dev.parley.id.GroupId;
import dev.parley.id.WebhookId;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.signature.SigningKey;
import dev.parley.topic.EventRecord;
import dev.parley.watch.ConfigVersions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every enabled endpoint, in memory, so that no event asks the database who wants it. {@link ConfigVersions} says when
 * one changed; then all are read again. A change is known everywhere within a second; an event is matched only after
 * {@link #confirm}, so that an endpoint made before the event gets it and one deleted before does not.
 */
@ApplicationScoped
public class Subscriptions {
    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final String ENABLED = """
            select id, account_id, profile_group_id, url, events, ordered, secret, secret_key_id,
                   previous_secret, previous_secret_key_id, previous_secret_until
            from webhook_endpoints where enabled order by id""";

    private final Pool pool;
    private final SecretCipher vault;
    private final CustomerUrls urls;
    private final ConfigVersions versions;
    private final FanoutMeters meters;
    private volatile Known known = new Known(Map.of(), Map.of());

    private record Known(Map<String, List<Endpoint>> byAccount, Map<WebhookId, Endpoint> byId) {}

    public Subscriptions(
            Pool pool, SecretCipher vault, CustomerUrls urls, ConfigVersions versions, FanoutMeters meters) {
        this.meters = meters;
        this.pool = pool;
        this.vault = vault;
        this.urls = urls;
        this.versions = versions;
    }

    /**
     * Before any event is read: nobody may find an empty list. Not while this is being made: the loop, which must bring
     * the answer, would wait for us if it asked in between.
     */
    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent starting) {
        versions.keep("webhooks", this::read);
    }

    /** Completes when what is here shows every change that was committed before this call. */
    public Uni<Void> confirm() {
        return versions.confirm();
    }

    /** The endpoints that want the event. */
    public List<Endpoint> matching(EventRecord event) {
        List<Endpoint> ofAccount = known.byAccount.getOrDefault(event.accountId(), List.of());
        List<Endpoint> matching = new ArrayList<>(ofAccount.size());
        for (Endpoint endpoint : ofAccount) {
            if (endpoint.wants(event.type(), event.profileGroupId())) {
                matching.add(endpoint);
            }
        }
        return matching;
    }

    /** The endpoints that keep the order of each chat. */
    public List<Endpoint> ordered() {
        return known.byId.values().stream().filter(Endpoint::ordered).toList();
    }

    /** The endpoint as it is now; empty when it is disabled, deleted or so new that it is not known yet. */
    public Optional<Endpoint> find(WebhookId id) {
        return Optional.ofNullable(known.byId.get(id));
    }

    private Uni<Void> read() {
        return pool.query(ENABLED).execute().invoke(this::remember).replaceWithVoid();
    }

    private void remember(RowSet<Row> rows) {
        Map<String, List<Endpoint>> byAccount = new HashMap<>();
        Map<WebhookId, Endpoint> byId = new HashMap<>();
        for (Row row : rows) {
            Endpoint endpoint = readOrSkip(row);
            if (endpoint == null) {
                continue;
            }
            byAccount
                    .computeIfAbsent(endpoint.account().toString(), account -> new ArrayList<>())
                    .add(endpoint);
            byId.put(endpoint.id(), endpoint);
        }
        known = new Known(byAccount, byId);
        meters.unusable(rows.size()
                - (int) byId.values().stream()
                        .filter(one -> one.signer() != null)
                        .count());
    }

    private @Nullable Endpoint readOrSkip(Row row) {
        try {
            return read(row);
        } catch (RuntimeException unreadable) {
            LOG.errorf(unreadable, "endpoint %s cannot be read", new WebhookId(row.getLong("id")));
            return null;
        }
    }

    private Endpoint read(Row row) {
        Long group = row.getLong("profile_group_id");
        return new Endpoint(
                new WebhookId(row.getLong("id")),
                new AccountId(row.getLong("account_id")),
                group == null ? null : new GroupId(group).toString(),
                urls.check(row.getString("url")),
                Set.copyOf(List.of(row.getArrayOfStrings("events"))),
                row.getBoolean("ordered"),
                signer(row));
    }

    /** One that cannot be opened, because its key is not configured here, costs this endpoint alone. */
    private @Nullable WebhookSigner signer(Row row) {
        try {
            return opened(row);
        } catch (RuntimeException unreadable) {
            LOG.errorf(
                    "the secret of %s cannot be opened: %s", new WebhookId(row.getLong("id")), unreadable.getMessage());
            return null;
        }
    }

    private WebhookSigner opened(Row row) {
        SigningKey current = key(row, "secret", SecretPlace.webhookSecret(row.getLong("id")));
        OffsetDateTime until = row.getOffsetDateTime("previous_secret_until");
        return until == null
                ? new WebhookSigner(current, null, Instant.EPOCH)
                : new WebhookSigner(current, previousKey(row), until.toInstant());
    }

    /** Without it, whoever still checks with the old secret is refused; the new one counts all the same. */
    private @Nullable SigningKey previousKey(Row row) {
        try {
            return row.getValue("previous_secret") == null
                    ? null
                    : key(row, "previous_secret", SecretPlace.previousWebhookSecret(row.getLong("id")));
        } catch (RuntimeException unreadable) {
            LOG.errorf("the former secret of %s cannot be opened", new WebhookId(row.getLong("id")));
            return null;
        }
    }

    private SigningKey key(Row row, String column, SecretPlace place) {
        Buffer sealed = row.getBuffer(column);
        return new SigningKey(vault.open(new Sealed(row.getString(column + "_key_id"), sealed.getBytes()), place));
    }
}

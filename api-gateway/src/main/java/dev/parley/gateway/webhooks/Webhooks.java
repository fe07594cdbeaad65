package dev.parley.gateway.webhooks;

import dev.parley.gateway.access.Scope;
import dev.parley.gateway.entity.WebhookAttempt;
import dev.parley.gateway.entity.WebhookEndpoint;
import dev.parley.gateway.error.ApiException;
import dev.parley.gateway.http.DetachedWork;
import dev.parley.gateway.http.Page;
import dev.parley.gateway.http.Paging;
import dev.parley.id.GroupId;
import dev.parley.id.WebhookId;
import dev.parley.node.IdGenerator;
import dev.parley.secret.Sealed;
import dev.parley.secret.SecretCipher;
import dev.parley.secret.SecretPlace;
import dev.parley.webhook.WebhookSecrets;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Registrations of one account or group. A group's key, or an asked group, sees and makes that group's alone. */
@ApplicationScoped
public class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);

    /** So that a receiver can change over without refusing anything. */
    private static final Duration OLD_SECRET_SIGNS_FOR = Duration.ofHours(24);

    private final IdGenerator ids;
    private final SecretCipher vault;

    public Webhooks(IdGenerator ids, SecretCipher vault) {
        this.ids = ids;
        this.vault = vault;
    }

    Uni<List<WebhookAnswer>> list(Scope scope) {
        return Panache.withSession(() -> WebhookEndpoint.<WebhookEndpoint>list(
                        "accountId = ?1 order by id", scope.account().value()))
                .map(found -> found.stream()
                        .filter(endpoint -> isIn(scope, endpoint))
                        .map(endpoint -> WebhookAnswer.of(endpoint, null))
                        .toList());
    }

    Uni<WebhookAnswer> show(Scope scope, String id) {
        return Panache.withSession(() -> find(scope, id)).map(this::withSecret);
    }

    Uni<WebhookAnswer> create(Scope scope, WebhookFields fields) {
        WebhookEndpoint endpoint = new WebhookEndpoint();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        endpoint.id = ids.next();
        endpoint.accountId = scope.account().value();
        endpoint.profileGroupId = scope.groupValue();
        endpoint.enabled = true;
        endpoint.createdAt = now;
        Sealed secret = vault.seal(WebhookSecrets.generate(), SecretPlace.webhookSecret(endpoint.id));
        endpoint.secret = secret.bytes();
        endpoint.secretKeyId = secret.keyId();
        apply(endpoint, fields, now);
        return DetachedWork.from(Panache.withTransaction(() -> endpoint.<WebhookEndpoint>persist()))
                .map(this::withSecret);
    }

    Uni<WebhookAnswer> change(Scope scope, String id, WebhookFields fields) {
        return DetachedWork.from(Panache.withTransaction(() -> find(scope, id)
                        .invoke(endpoint -> apply(endpoint, fields, OffsetDateTime.now(ZoneOffset.UTC)))))
                .map(this::withSecret);
    }

    /** A second rotation within the day ends the first: the oldest secret goes. */
    Uni<WebhookAnswer> rotateSecret(Scope scope, String id) {
        return DetachedWork.from(Panache.withTransaction(() -> find(scope, id).invoke(this::rotate)))
                .map(this::withSecret);
    }

    private void rotate(WebhookEndpoint endpoint) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        Sealed fresh = vault.seal(WebhookSecrets.generate(), SecretPlace.webhookSecret(endpoint.id));
        keepPrevious(endpoint, now);
        endpoint.secret = fresh.bytes();
        endpoint.secretKeyId = fresh.keyId();
        endpoint.updatedAt = now;
    }

    /** The secret is sealed again, for its new column. One that does not open cannot sign: rotation replaces it. */
    private void keepPrevious(WebhookEndpoint endpoint, OffsetDateTime now) {
        @Nullable Sealed previous;
        try {
            previous = vault.seal(secretOf(endpoint), SecretPlace.previousWebhookSecret(endpoint.id));
        } catch (IllegalStateException unopenable) {
            LOG.warnf("webhook %s: %s; the new secret alone signs from now on", endpoint.id, unopenable.getMessage());
            previous = null;
        }
        endpoint.previousSecret = previous == null ? null : previous.bytes();
        endpoint.previousSecretKeyId = previous == null ? null : previous.keyId();
        endpoint.previousSecretUntil = previous == null ? null : now.plus(OLD_SECRET_SIGNS_FOR);
    }

    Uni<Void> delete(Scope scope, String id) {
        return DetachedWork.from(Panache.withTransaction(() -> find(scope, id).flatMap(WebhookEndpoint::delete)));
    }

    Uni<Page<DeliveryAnswer>> deliveries(Scope scope, String id, Paging paging) {
        return Panache.withSession(() -> find(scope, id).flatMap(endpoint -> {
            var attempts = WebhookAttempt.<WebhookAttempt>find("endpointId = ?1 order by id desc", endpoint.id);
            return attempts.count()
                    .flatMap(total -> attempts.page(paging.page(), paging.perPage())
                            .list()
                            .map(found -> Page.of(
                                    paging,
                                    total,
                                    found.stream().map(DeliveryAnswer::of).toList())));
        }));
    }

    private static void apply(WebhookEndpoint endpoint, WebhookFields fields, OffsetDateTime now) {
        if (fields.url() != null) {
            endpoint.url = fields.url();
        }
        if (fields.events() != null) {
            endpoint.events = fields.events().toArray(String[]::new);
        }
        if (fields.enabled() != null) {
            endpoint.enabled = fields.enabled();
            endpoint.disabledReason = null;
            endpoint.failingSince = null;
        }
        if (fields.ordered() != null) {
            endpoint.ordered = fields.ordered();
        }
        if (fields.describes()) {
            endpoint.description = fields.description();
        }
        endpoint.updatedAt = now;
    }

    private static Uni<WebhookEndpoint> find(Scope scope, String id) {
        Optional<WebhookId> parsed = WebhookId.parse(id);
        if (parsed.isEmpty()) {
            return Uni.createFrom().failure(ApiException.notFound());
        }
        return WebhookEndpoint.<WebhookEndpoint>find(
                        "id = ?1 and accountId = ?2",
                        parsed.get().value(),
                        scope.account().value())
                .firstResult()
                .map(found -> Optional.ofNullable(found)
                        .filter(endpoint -> isIn(scope, endpoint))
                        .orElseThrow(ApiException::notFound));
    }

    private static boolean isIn(Scope scope, WebhookEndpoint endpoint) {
        @Nullable Long group = endpoint.profileGroupId;
        return scope.group() == null || (group != null && scope.coversGroup(new GroupId(group)));
    }

    private WebhookAnswer withSecret(WebhookEndpoint endpoint) {
        return WebhookAnswer.of(endpoint, secretOf(endpoint));
    }

    private String secretOf(WebhookEndpoint endpoint) {
        return vault.open(new Sealed(endpoint.secretKeyId, endpoint.secret), SecretPlace.webhookSecret(endpoint.id));
    }
}

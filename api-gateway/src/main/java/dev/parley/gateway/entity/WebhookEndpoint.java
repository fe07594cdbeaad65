package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Where a subscriber wants its events. The secret lies sealed, because GET shows it again. Only what changed is written,
 * because the fan-out writes its part of the row too. */
@Entity
@Table(name = "webhook_endpoints")
@DynamicUpdate
public class WebhookEndpoint extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "account_id")
    public Long accountId;

    @Column(name = "profile_group_id")
    public @Nullable Long profileGroupId;

    public String url;

    public String[] events;

    public @Nullable String description;

    public boolean enabled;

    public boolean ordered;

    public byte[] secret;

    @Column(name = "secret_key_id")
    public String secretKeyId;

    /** Signs on for a day after a rotation; see {@link dev.parley.fanout.subscription.WebhookSigner}. */
    @Column(name = "previous_secret")
    public byte @Nullable [] previousSecret;

    @Column(name = "previous_secret_key_id")
    public @Nullable String previousSecretKeyId;

    @Column(name = "previous_secret_until")
    public @Nullable OffsetDateTime previousSecretUntil;

    @Column(name = "disabled_reason")
    public @Nullable String disabledReason;

    @Column(name = "failing_since")
    public @Nullable OffsetDateTime failingSince;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;

    @Column(name = "updated_at")
    public OffsetDateTime updatedAt;
}

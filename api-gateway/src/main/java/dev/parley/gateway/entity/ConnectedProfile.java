package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A connected account as REST shows it: read-only and without credentials; dispatch writes the table. */
@Entity
@Immutable
@Table(name = "profiles")
public class ConnectedProfile extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "account_id")
    public Long accountId;

    @Column(name = "profile_group_id")
    public Long profileGroupId;

    public String platform;

    @Column(name = "external_id")
    public String externalId;

    public String name;

    public @Nullable String username;

    @Column(name = "avatar_url")
    public @Nullable String avatarUrl;

    public String status;

    @ColumnTransformer(read = "cast(settings as text)")
    public String settings;

    @Column(name = "expires_at")
    public @Nullable OffsetDateTime expiresAt;

    @Column(name = "disconnected_at")
    public @Nullable OffsetDateTime disconnectedAt;
}

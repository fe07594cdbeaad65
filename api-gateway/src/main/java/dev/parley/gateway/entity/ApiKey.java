package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A bearer key: only its hash is kept. A revoked one stays as a row. */
@Entity
@Table(name = "api_keys")
public class ApiKey extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "account_id")
    public Long accountId;

    @Column(name = "profile_group_id")
    public @Nullable Long profileGroupId;

    @Column(name = "key_hash")
    public byte[] keyHash;

    public @Nullable String label;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;

    @Column(name = "revoked_at")
    public @Nullable OffsetDateTime revokedAt;
}

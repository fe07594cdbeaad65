package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.Immutable;

/** A post that comments hang under; made from what the platform reports. */
@Entity
@Immutable
@Table(name = "posts")
public class Post extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "profile_id")
    public Long profileId;

    @Column(name = "external_id")
    public String externalId;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;
}

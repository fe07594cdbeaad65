package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** Profiles that belong together, e.g. one client of an agency; keys and webhooks may be for one group only. */
@Entity
@Table(name = "profile_groups")
public class ProfileGroup extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "account_id")
    public Long accountId;

    public String name;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;
}

package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A Page or channel a profile may speak for; written when the profile is connected. */
@Entity
@Immutable
@Table(name = "placements")
public class Placement extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "profile_id")
    public Long profileId;

    @Column(name = "external_id")
    public @Nullable String externalId;

    public String name;

    @ColumnTransformer(read = "cast(metadata as text)")
    public @Nullable String metadata;
}

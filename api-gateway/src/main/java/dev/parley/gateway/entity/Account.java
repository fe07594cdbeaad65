package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A customer: everything belongs to one account, and no key sees another. */
@Entity
@Table(name = "accounts")
public class Account extends PanacheEntityBase {
    @Id
    public Long id;

    public String name;

    /** Where logins may lead customers in the end; null for any address. */
    @Column(name = "redirect_origins")
    public String @Nullable [] redirectOrigins;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;
}

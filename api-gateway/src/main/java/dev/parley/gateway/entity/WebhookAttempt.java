package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One attempt to deliver one event to one endpoint; written by fan-out, never changed. */
@Entity
@Immutable
@Table(name = "webhook_attempts")
public class WebhookAttempt extends PanacheEntityBase {
    @Id
    public Long id;

    @Column(name = "endpoint_id")
    public Long endpointId;

    @Column(name = "event_id")
    public Long eventId;

    @Column(name = "event_type")
    public String eventType;

    @Column(name = "attempt_number")
    public int attemptNumber;

    @Column(name = "response_status")
    public @Nullable Integer responseStatus;

    public boolean success;

    @Column(name = "attempted_at")
    public OffsetDateTime attemptedAt;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;
}

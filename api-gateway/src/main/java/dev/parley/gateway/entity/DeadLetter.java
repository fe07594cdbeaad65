package dev.parley.gateway.entity;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A record that could not be read or handled, copied from its dead-letter topic for the operator to see. */
@Entity
@Table(name = "dead_letters")
public class DeadLetter extends PanacheEntityBase {
    @Id
    public Long id;

    public String topic;

    @Column(name = "kafka_partition")
    public int kafkaPartition;

    @Column(name = "kafka_offset")
    public long kafkaOffset;

    @Column(name = "record_key")
    public @Nullable String recordKey;

    public byte @Nullable [] value;

    public String reason;

    /** The size of the record where the letter holds its beginning only. */
    @Column(name = "whole_bytes")
    public @Nullable Long wholeBytes;

    /** Whether key and value are a record of the topic. */
    public boolean replayable;

    @Column(name = "created_at")
    public OffsetDateTime createdAt;

    @Column(name = "replayed_at")
    public @Nullable OffsetDateTime replayedAt;
}

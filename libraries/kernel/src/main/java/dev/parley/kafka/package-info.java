/** Writing to Kafka: one producer, polled batches, and dead letters for what cannot be read. */
@NullMarked
package dev.parley.kafka;

import org.jspecify.annotations.NullMarked;

/** Deliveries that outlive their Kafka record: the retry queue in the database and who works it off. */
@NullMarked
package dev.parley.fanout.retry;

import org.jspecify.annotations.NullMarked;

/** Tells every subscriber what happened: the way from a Kafka record to signed deliveries. */
@NullMarked
package dev.parley.fanout;

import org.jspecify.annotations.NullMarked;

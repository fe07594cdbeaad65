/** A real Kafka broker as a program of its own, so that Scala and log4j stay off every other class path. */
@NullMarked
package dev.parley.broker;

import org.jspecify.annotations.NullMarked;

/** The Kafka topics and the payloads on them, which are a public contract. */
@NullMarked
package dev.parley.topic;

import org.jspecify.annotations.NullMarked;

/** What the fan-out counts and measures; docs/operations.md explains each. */
@NullMarked
package dev.parley.fanout.metrics;

import org.jspecify.annotations.NullMarked;

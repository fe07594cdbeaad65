/** What the gateway counts; docs/operations.md explains each. */
@NullMarked
package dev.parley.gateway.metrics;

import org.jspecify.annotations.NullMarked;

/** What dispatch counts and measures; docs/operations.md explains each. */
@NullMarked
package dev.parley.dispatch.metrics;

import org.jspecify.annotations.NullMarked;

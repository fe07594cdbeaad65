/** What ingest counts and measures; docs/operations.md explains each. */
@NullMarked
package dev.parley.ingest.metrics;

import org.jspecify.annotations.NullMarked;

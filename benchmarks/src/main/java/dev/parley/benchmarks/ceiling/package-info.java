/** The bare cost of the same durable work on the same machine in the same run. */
@NullMarked
package dev.parley.benchmarks.ceiling;

import org.jspecify.annotations.NullMarked;

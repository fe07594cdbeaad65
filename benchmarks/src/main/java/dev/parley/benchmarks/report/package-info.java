/** What a benchmark found: figures, a table, JSON, a plot. */
@NullMarked
package dev.parley.benchmarks.report;

import org.jspecify.annotations.NullMarked;

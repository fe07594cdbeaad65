/** What several services count, and how numbers that stand in the database become gauges. */
@NullMarked
package dev.parley.metrics;

import org.jspecify.annotations.NullMarked;

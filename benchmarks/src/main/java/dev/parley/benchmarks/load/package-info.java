/** Load: open and closed loops, latencies that no omission flatters, and the bookkeeping of what arrived. */
@NullMarked
package dev.parley.benchmarks.load;

import org.jspecify.annotations.NullMarked;

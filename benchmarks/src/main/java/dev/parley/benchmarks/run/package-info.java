/** What every benchmark is, and the options of a run. */
@NullMarked
package dev.parley.benchmarks.run;

import org.jspecify.annotations.NullMarked;

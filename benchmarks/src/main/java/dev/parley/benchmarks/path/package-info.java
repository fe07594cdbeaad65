/** The benchmarks, one for each path. */
@NullMarked
package dev.parley.benchmarks.path;

import org.jspecify.annotations.NullMarked;

/** Benchmarks: each path of Parley under load, beside what the same machine can do bare. */
@NullMarked
package dev.parley.benchmarks;

import org.jspecify.annotations.NullMarked;

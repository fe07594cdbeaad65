/** Copies of configuration in memory, and noticing that they are old. */
@NullMarked
package dev.parley.watch;

import org.jspecify.annotations.NullMarked;

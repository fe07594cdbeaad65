/** Turning many small requests into few set-based statements. */
@NullMarked
package dev.parley.batch;

import org.jspecify.annotations.NullMarked;

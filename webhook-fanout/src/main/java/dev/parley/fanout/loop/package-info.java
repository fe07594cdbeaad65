/** The loop that delivery runs on, its settings, and the drain at the end. */
@NullMarked
package dev.parley.fanout.loop;

import org.jspecify.annotations.NullMarked;

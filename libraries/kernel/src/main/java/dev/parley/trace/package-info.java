/** How one step of a message's way knows what caused it, across topics, rows and processes. */
@NullMarked
package dev.parley.trace;

import org.jspecify.annotations.NullMarked;

/** One event to one endpoint: the lane it waits in, the call, and what follows from the answer. */
@NullMarked
package dev.parley.fanout.delivery;

import org.jspecify.annotations.NullMarked;

/** Who wants to hear of which events, and how each endpoint is doing. */
@NullMarked
package dev.parley.fanout.subscription;

import org.jspecify.annotations.NullMarked;

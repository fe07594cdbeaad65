/** How fast the networks let us send, shared by all dispatchers. */
@NullMarked
package dev.parley.dispatch.throttle;

import org.jspecify.annotations.NullMarked;

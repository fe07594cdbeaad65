/** The shapes of the public API: what REST answers and webhooks carry. */
@NullMarked
package dev.parley.wire;

import org.jspecify.annotations.NullMarked;

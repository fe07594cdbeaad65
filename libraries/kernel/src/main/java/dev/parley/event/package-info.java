/** State changes as events: written in the transaction that makes the change, published after it. */
@NullMarked
package dev.parley.event;

import org.jspecify.annotations.NullMarked;

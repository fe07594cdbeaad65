/** The control API under {@code /control}: playing a participant, reading what was sent, injecting faults. */
@NullMarked
package dev.parley.sandbox.control;

import org.jspecify.annotations.NullMarked;

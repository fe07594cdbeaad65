/** Reading messages from their table into the public shape. */
@NullMarked
package dev.parley.message;

import org.jspecify.annotations.NullMarked;

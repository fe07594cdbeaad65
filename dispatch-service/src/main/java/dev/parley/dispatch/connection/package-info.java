/** Connecting and disconnecting accounts. */
@NullMarked
package dev.parley.dispatch.connection;

import org.jspecify.annotations.NullMarked;

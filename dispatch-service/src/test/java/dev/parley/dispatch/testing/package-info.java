/** A network inside the test's own process, and the rows and commands that the other services would make. */
@NullMarked
package dev.parley.dispatch.testing;

import org.jspecify.annotations.NullMarked;

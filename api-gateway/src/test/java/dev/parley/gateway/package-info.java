/** The gateway over HTTP, as its clients see it, on a real database and a real broker. */
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;

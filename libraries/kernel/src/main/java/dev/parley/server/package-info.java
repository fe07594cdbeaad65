/** What our HTTP servers have in common: bounds on requests that come too slowly. */
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;

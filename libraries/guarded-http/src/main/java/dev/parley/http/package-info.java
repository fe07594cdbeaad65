/** Calls to URLs that no operator wrote: they reach only public addresses, within bounds. */
@NullMarked
package dev.parley.http;

import org.jspecify.annotations.NullMarked;

/** Endpoints that want the events of each chat in order: read from the event table by a leased cursor. */
@NullMarked
package dev.parley.fanout.ordered;

import org.jspecify.annotations.NullMarked;

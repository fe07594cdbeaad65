/** Asks platforms that do not call us what has happened, for every profile, in time, and once. */
@NullMarked
package dev.parley.poller;

import org.jspecify.annotations.NullMarked;

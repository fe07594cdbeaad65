/** A profile that loses its access to the platform, and the event that reports it. */
@NullMarked
package dev.parley.disconnect;

import org.jspecify.annotations.NullMarked;

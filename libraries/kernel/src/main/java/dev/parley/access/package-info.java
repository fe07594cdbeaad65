/** Access to the ports of services without users. */
@NullMarked
package dev.parley.access;

import org.jspecify.annotations.NullMarked;

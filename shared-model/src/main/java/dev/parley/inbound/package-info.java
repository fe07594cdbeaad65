/** What happened on a platform, in words that no platform owns. */
@NullMarked
package dev.parley.inbound;

import org.jspecify.annotations.NullMarked;

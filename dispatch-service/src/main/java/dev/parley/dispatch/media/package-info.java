/** Bytes on their way into the media store, and out of it to the platforms. */
@NullMarked
package dev.parley.dispatch.media;

import org.jspecify.annotations.NullMarked;

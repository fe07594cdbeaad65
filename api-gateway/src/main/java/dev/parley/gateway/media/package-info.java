/** Attachments on their way out, and stored bytes served to the world. */
@NullMarked
package dev.parley.gateway.media;

import org.jspecify.annotations.NullMarked;

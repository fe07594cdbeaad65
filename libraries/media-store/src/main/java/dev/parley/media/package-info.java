/** Where the bytes of attachments lie, and what kind they are. */
@NullMarked
package dev.parley.media;

import org.jspecify.annotations.NullMarked;

/** Bluesky: direct messages of the AT Protocol's chat service, reached through the account's own PDS, polled. */
@NullMarked
package dev.parley.platform.bluesky;

import org.jspecify.annotations.NullMarked;

/** A simulated Bluesky: login server, PDS, DID directory and chat service in one. */
@NullMarked
package dev.parley.sandbox.bluesky;

import org.jspecify.annotations.NullMarked;

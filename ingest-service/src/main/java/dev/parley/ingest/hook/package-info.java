/** Platform webhooks: verified, split, and safe in the topic before they are answered. */
@NullMarked
package dev.parley.ingest.hook;

import org.jspecify.annotations.NullMarked;

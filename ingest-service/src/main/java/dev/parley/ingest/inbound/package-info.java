/** From the inbound topic into the database, in batches. */
@NullMarked
package dev.parley.ingest.inbound;

import org.jspecify.annotations.NullMarked;

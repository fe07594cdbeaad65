/** What the gateway and the fan-out share about webhook endpoints: secrets, delivery ids and the retry queue. */
@NullMarked
package dev.parley.webhook;

import org.jspecify.annotations.NullMarked;

/** Work for the platforms that nobody waits for: acks, media, participants, subscriptions. */
@NullMarked
package dev.parley.dispatch.job;

import org.jspecify.annotations.NullMarked;

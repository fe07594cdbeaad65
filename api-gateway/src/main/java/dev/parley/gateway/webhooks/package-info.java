/** Webhook registrations and their delivery log. */
@NullMarked
package dev.parley.gateway.webhooks;

import org.jspecify.annotations.NullMarked;

/** Idempotency-Key: one request, however often it is sent. */
@NullMarked
package dev.parley.gateway.idempotency;

import org.jspecify.annotations.NullMarked;

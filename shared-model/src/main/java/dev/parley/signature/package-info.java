/** How webhook deliveries are signed: Postproxy's scheme and Standard Webhooks. */
@NullMarked
package dev.parley.signature;

import org.jspecify.annotations.NullMarked;

/** How a request becomes fields and a scope, and how every refusal gets its shape. */
@NullMarked
package dev.parley.gateway.http;

import org.jspecify.annotations.NullMarked;

/** What the gateway's tests share: real servers, a client, rows to begin with, and a stand-in for dispatch. */
@NullMarked
package dev.parley.gateway.testing;

import org.jspecify.annotations.NullMarked;

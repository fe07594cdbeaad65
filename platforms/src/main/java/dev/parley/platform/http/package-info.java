/** HTTP client for platform calls. Distinguishes a request that was never sent from one without a response. */
@NullMarked
package dev.parley.platform.http;

import org.jspecify.annotations.NullMarked;

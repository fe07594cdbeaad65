/** The one HTTP client for URLs that customers give: it reaches only public addresses, within bounds. */
@NullMarked
package dev.parley.http;

import org.jspecify.annotations.NullMarked;

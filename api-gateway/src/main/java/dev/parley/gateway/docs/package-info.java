/** How the API describes itself: what annotations do not say is added to the OpenAPI document here. */
@NullMarked
package dev.parley.gateway.docs;

import org.jspecify.annotations.NullMarked;

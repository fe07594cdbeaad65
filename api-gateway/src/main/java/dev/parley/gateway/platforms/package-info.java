/** What the networks can do, published. */
@NullMarked
package dev.parley.gateway.platforms;

import org.jspecify.annotations.NullMarked;

/** How Parley writes and reads JSON. */
@NullMarked
package dev.parley.json;

import org.jspecify.annotations.NullMarked;

/** Profile groups, and connecting accounts into them. */
@NullMarked
package dev.parley.gateway.groups;

import org.jspecify.annotations.NullMarked;

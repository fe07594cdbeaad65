/** Connected accounts and what they can do. */
@NullMarked
package dev.parley.gateway.profiles;

import org.jspecify.annotations.NullMarked;

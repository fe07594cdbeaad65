/** Connected platform accounts, as every service sees them. */
@NullMarked
package dev.parley.profile;

import org.jspecify.annotations.NullMarked;

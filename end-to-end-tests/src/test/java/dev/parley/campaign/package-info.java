/** Campaigns: one service under fire, and the sandbox's own record compared with the database afterwards. */
@NullMarked
package dev.parley.campaign;

import org.jspecify.annotations.NullMarked;

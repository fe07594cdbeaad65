/** Stories of the fan-out, told with a real database, a real broker and real receivers. */
@NullMarked
package dev.parley.fanout;

import org.jspecify.annotations.NullMarked;

/** When a send is tried again. */
@NullMarked
package dev.parley.dispatch.retry;

import org.jspecify.annotations.NullMarked;

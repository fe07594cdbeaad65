/** Dispatch: takes accepted sends to the platforms, and is the only service that calls them on a customer's behalf. */
@NullMarked
package dev.parley.dispatch;

import org.jspecify.annotations.NullMarked;

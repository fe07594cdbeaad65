/** The internal HTTP surface: what the gateway may ask for, and who may ask. */
@NullMarked
package dev.parley.dispatch.internal;

import org.jspecify.annotations.NullMarked;

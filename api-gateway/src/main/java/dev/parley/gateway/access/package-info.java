/** Who may see what: bearer keys, scopes and the operator. */
@NullMarked
package dev.parley.gateway.access;

import org.jspecify.annotations.NullMarked;

/** Damaged requests against a running system, drawn from its own OpenAPI document. */
@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;

/** Errors of the API, with the status and text of the contract. */
@NullMarked
package dev.parley.gateway.error;

import org.jspecify.annotations.NullMarked;

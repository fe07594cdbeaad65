/** Holds every exchange of the tests against the OpenAPI document that the gateway serves. */
@NullMarked
package dev.parley.testing.document;

import org.jspecify.annotations.NullMarked;

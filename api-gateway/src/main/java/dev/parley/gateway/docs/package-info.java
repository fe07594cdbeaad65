/**
 * How the API describes itself. The document is written by hand, one page for each resource in
 * {@code META-INF/openapi}, and every answer of the tests is held against it.
 */
@NullMarked
package dev.parley.gateway.docs;

import org.jspecify.annotations.NullMarked;

/** Quarkus test resources: a real database, a real broker and the sandbox for a module's component tests. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;

/** The HTTP layer around every simulated operation: latency, injected faults, and how an answer is written. */
@NullMarked
package dev.parley.sandbox.stage;

import org.jspecify.annotations.NullMarked;

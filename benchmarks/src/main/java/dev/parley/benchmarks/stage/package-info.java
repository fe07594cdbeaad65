/** What a benchmark plays on: a system of its own, a receiver, ways into its database and topics. */
@NullMarked
package dev.parley.benchmarks.stage;

import org.jspecify.annotations.NullMarked;

/** A platform for tests: its items are inbound events written out, so a test says exactly what arrives. */
@org.jspecify.annotations.NullMarked
package dev.parley.ingest.loopback;

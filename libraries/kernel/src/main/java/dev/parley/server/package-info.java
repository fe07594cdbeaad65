/** What holds on every port of every service: strict framing, bounded waiting for clients, metrics that clients cannot fill. */
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;

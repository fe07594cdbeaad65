/**
 * Simulated Graph servers, {@code /graph-facebook} and {@code /graph-instagram}, over one world of Pages, Instagram
 * accounts and people; offered to the control API as two platforms.
 */
@NullMarked
package dev.parley.sandbox.graph;

import org.jspecify.annotations.NullMarked;

/**
 * What Messenger and Instagram have in common: calling the Graph API, reading its errors, taking its webhooks apart.
 * A library, not a platform: it knows no profile's name and decides nothing that differs between the two.
 */
@NullMarked
package dev.parley.platform.graph;

import org.jspecify.annotations.NullMarked;

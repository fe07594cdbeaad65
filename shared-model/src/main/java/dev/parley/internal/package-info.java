/** The one internal HTTP call, gateway → dispatch: paths, header and the uniform answer. */
@NullMarked
package dev.parley.internal;

import org.jspecify.annotations.NullMarked;

/** One conversation per platform, played through a running system from outside and shown step by step. */
@NullMarked
package dev.parley.standalone.demo;

import org.jspecify.annotations.NullMarked;

/** What a newcomer finds after the start: an API key and a connected demo profile per platform. */
@NullMarked
package dev.parley.standalone.firstuse;

import org.jspecify.annotations.NullMarked;

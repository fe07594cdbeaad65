/** Takes what platforms deliver and writes it: webhook to topic, topic to database and events. */
@NullMarked
package dev.parley.ingest;

import org.jspecify.annotations.NullMarked;

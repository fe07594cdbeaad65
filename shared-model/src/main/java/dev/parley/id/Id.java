package dev.parley.id;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An id of Parley's own. {@link #toString()} is what the API shows, {@link #value()} what the database stores.
 * Ids sort by the time they were made, but nothing may depend on that for correctness.
 */
public interface Id {
    long value();

    /** The public text; also how ids appear in JSON. */
    @JsonValue
    @Override
    String toString();
}

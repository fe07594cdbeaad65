package dev.parley.topic;

/** The result of reading a record from a topic: what it says, or why it cannot be read. */
public sealed interface Reading<T> {
    record Readable<T>(T payload) implements Reading<T> {}

    /** @param reason goes to the dead-letter topic with the record; never contains message text */
    record Malformed<T>(String reason) implements Reading<T> {}
}

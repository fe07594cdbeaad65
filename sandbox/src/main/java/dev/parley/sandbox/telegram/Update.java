package dev.parley.sandbox.telegram;

import io.vertx.core.buffer.Buffer;

/**
 * One numbered update, ready to be posted.
 *
 * @param kind the name of its one field, such as {@code callback_query}
 * @param queue the queue it stands in; order holds within a queue only
 * @param expiresAt epoch milliseconds after which it is dropped undelivered
 */
record Update(long id, String kind, String queue, Buffer body, long expiresAt) {}

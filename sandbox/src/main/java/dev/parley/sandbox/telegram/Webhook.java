package dev.parley.sandbox.telegram;

import org.jspecify.annotations.Nullable;

/**
 * Where a bot's updates go.
 *
 * @param secret sent along in {@code X-Telegram-Bot-Api-Secret-Token}, or null
 * @param maxConnections how many deliveries may be under way at once
 */
record Webhook(String url, @Nullable String secret, int maxConnections, boolean hasCertificate) {}

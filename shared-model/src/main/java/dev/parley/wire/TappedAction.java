package dev.parley.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the participant tapped.
 *
 * @param kind {@code quick_reply}, {@code postback} or {@code callback_query}
 */
public record TappedAction(
        String kind, @Nullable String payload, @Nullable String title) {}

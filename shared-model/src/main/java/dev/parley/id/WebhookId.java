package dev.parley.id;

import java.util.Optional;

/** A subscriber's endpoint. Written {@code wh_…}. */
public record WebhookId(long value) implements Id {
    static final String PREFIX = "wh_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<WebhookId> parse(String text) {
        return IdText.parse(PREFIX, text).map(WebhookId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}

package dev.parley.id;

import java.util.Optional;

/** One event on its way to one endpoint, over all its attempts. Written {@code dlv_…}. */
public record DeliveryId(long value) implements Id {
    static final String PREFIX = "dlv_";

    /** The id that the text names; empty when it is no such id. */
    public static Optional<DeliveryId> parse(String text) {
        return IdText.parse(PREFIX, text).map(DeliveryId::new);
    }

    @Override
    public String toString() {
        return IdText.format(PREFIX, value);
    }
}

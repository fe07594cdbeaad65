package dev.parley.platform.telegram;

import java.util.Optional;
import java.util.regex.Pattern;

/** A bot's token. It stands in URLs, so it must be one; and it must be seen nowhere, so it does not show itself. */
final class BotToken {
    private static final Pattern SHAPE = Pattern.compile("\\d{1,20}:[A-Za-z0-9_-]{1,200}");

    private final String value;

    private BotToken(String value) {
        this.value = value;
    }

    static Optional<BotToken> of(String text) {
        String stripped = text.strip();
        return SHAPE.matcher(stripped).matches() ? Optional.of(new BotToken(stripped)) : Optional.empty();
    }

    /** For URLs and for sealed credentials only. */
    String value() {
        return value;
    }

    /** A text of Telegram's or a proxy's, without the token it may quote. */
    String removedFrom(String text) {
        String secret = value.substring(value.indexOf(':') + 1);
        return text.replace(value, "<token>").replace(secret, "<token>");
    }

    @Override
    public String toString() {
        return "<token>";
    }
}

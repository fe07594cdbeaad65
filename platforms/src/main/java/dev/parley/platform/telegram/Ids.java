package dev.parley.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.platform.PlatformTime;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Telegram's ids and times: numbers of up to 52 bits on the wire, text with us. */
final class Ids {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    /** The year 9999; what lies beyond is no time. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    private Ids() {}

    /** Null when it is none. */
    static @Nullable String of(JsonNode id) {
        return id.isIntegralNumber() || (id.isTextual() && !id.asText().isEmpty()) ? id.asText() : null;
    }

    /** As the Bot API takes it: a number where it is one. What is none is left to Telegram to refuse. */
    static JsonNode outgoing(String id) {
        return NUMBER.matcher(id).matches() ? LongNode.valueOf(Long.parseLong(id)) : TextNode.valueOf(id);
    }

    /** Unix seconds; null for 0, which stands for an unknown time, and for what is no time. */
    static @Nullable Instant second(JsonNode seconds) {
        boolean isTime = seconds.isIntegralNumber()
                && seconds.canConvertToLong()
                && seconds.asLong() > 0
                && seconds.asLong() <= LATEST_SECOND;
        if (!isTime) {
            return null;
        }
        Instant told = Instant.ofEpochSecond(seconds.asLong());
        return PlatformTime.isPossible(told) ? told : null;
    }

    static @Nullable String text(JsonNode text) {
        return text.isTextual() ? text.asText() : null;
    }
}

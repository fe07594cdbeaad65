package dev.parley.trace;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} header of a topic's record and of an HTTP request. */
public final class TraceHeader {
    public static final String NAME = "traceparent";

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f-]{10,100}");

    private TraceHeader() {}

    /** The headers of a record that goes on with this step; none when nobody traces it. */
    public static Map<String, String> of(@Nullable String traceparent) {
        return traceparent == null ? Map.of() : Map.of(NAME, traceparent);
    }

    /** The step that wrote the record; null when nobody traces it, or it is none. */
    public static @Nullable String read(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(NAME);
        if (header == null || header.value() == null) {
            return null;
        }
        String traceparent = new String(header.value(), StandardCharsets.US_ASCII);
        return TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}

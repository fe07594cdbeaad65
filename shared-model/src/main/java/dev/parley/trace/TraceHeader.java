package dev.parley.trace;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} header of a topic's record and of an HTTP request. */
public final class TraceHeader {
    public static final String NAME = "traceparent";

    private TraceHeader() {}

    /** The headers of a record that goes on with this step; none when nobody traces it. */
    public static Map<String, String> of(@Nullable String traceparent) {
        return traceparent == null ? Map.of() : Map.of(NAME, traceparent);
    }

    /** The step that wrote the record; null when nobody traces it. */
    public static @Nullable String read(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(NAME);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }
}

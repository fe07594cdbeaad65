package dev.parley.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a time of any precision: a whole second may be written without its fraction. */
public final class IsoInstant extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    public IsoInstant() {
        super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getText();
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time: %s", noTime.getMessage());
        }
    }
}

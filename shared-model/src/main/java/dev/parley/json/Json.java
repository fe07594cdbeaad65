package dev.parley.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one mapper: snake_case names, unknown members ignored, every member written even when null, times as text. */
public final class Json {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** Half of what Jackson bears, because what came from outside is passed on within values of our own. */
    private static final int DEEPEST = 500;

    /**
     * Names, values and brackets. A body of empty lists takes twenty times its size in memory, so bytes alone are no bound; a
     * delivery of eight megabytes of real messages has half as many.
     */
    private static final long MOST_TOKENS = 1_000_000;
    /** The same for a customer's request: many times the largest keyboard. */
    private static final long MOST_TOKENS_OF_A_REQUEST = 100_000;

    private static final JsonFactory FOREIGN = bounded(MOST_TOKENS);
    private static final JsonFactory REQUESTS = bounded(MOST_TOKENS_OF_A_REQUEST);

    private Json() {}

    private static JsonFactory bounded(long tokens) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxTokenCount(tokens)
                        .build())
                .build();
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** For values of our own, whose writing cannot fail. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** For text that we wrote ourselves (a jsonb column); anything else goes through {@link #parse}. */
    public static JsonNode read(String ours) {
        try {
            return MAPPER.readTree(ours);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static @Nullable JsonNode readNullable(@Nullable String ours) {
        return ours == null ? null : read(ours);
    }

    /**
     * Bytes from outside as JSON; empty when they are none, or nest deeper than any API does. What cannot be stored is
     * washed out of every name and text: lone surrogates are replaced, U+0000 is removed.
     */
    public static Optional<JsonNode> parse(byte[] foreign) {
        return parse(FOREIGN, foreign).map(NulCharacters::removed);
    }

    /** The same for a customer's request, which is smaller, and in which U+0000 stays: it is refused, not changed. */
    public static Optional<JsonNode> parseRequest(byte[] foreign) {
        return parse(REQUESTS, foreign);
    }

    private static Optional<JsonNode> parse(JsonFactory bounds, byte[] foreign) {
        try (JsonParser parser = bounds.createParser(foreign)) {
            JsonNode value = MAPPER.readTree(parser);
            return Optional.of(value == null ? MissingNode.getInstance() : Surrogates.replaced(value));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }
}

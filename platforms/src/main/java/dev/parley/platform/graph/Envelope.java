package dev.parley.platform.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivery taken apart without reading what is in it: each item keeps its own bytes.
 *
 * <pre>
 *   [ envelope, … ]                 sometimes a list at the top
 *   envelope  {object, entry: [entry, …]}
 *   entry     {id, time, messaging: [item, …] | standby: [item, …] | changes: [item, …]}
 *             {id, time, field, value}            a change by itself
 * </pre>
 *
 * Members come in any order. What is not of these shapes is left out when a sibling of it is readable, because one odd
 * entry must not cost the others.
 */
final class Envelope {
    private static final JsonFactory FACTORY = Json.MAPPER.getFactory();

    private final byte[] delivery;
    private final List<Item> items = new ArrayList<>();
    private boolean isEnvelope;

    /**
     * One item.
     *
     * @param object {@code page}, {@code instagram} or something that is not for us
     * @param kind the member it stood in; {@code changes} also for a change by itself
     * @param json its own bytes
     */
    record Item(String object, String entryId, String entryTime, String kind, String json) {}

    private record Cut(String kind, String json) {}

    private Envelope(byte[] delivery) {
        this.delivery = delivery;
    }

    /**
     * The items of a delivery.
     *
     * @throws IOException when it is not JSON, or no envelope at all
     */
    static List<Item> split(byte[] delivery) throws IOException {
        Envelope envelope = new Envelope(delivery);
        try (JsonParser parser = FACTORY.createParser(delivery)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    envelope.readEnvelope(parser);
                }
            } else {
                envelope.readEnvelope(parser);
            }
        }
        if (!envelope.isEnvelope) {
            throw new IOException("no envelope");
        }
        return envelope.items;
    }

    private void readEnvelope(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String object = "";
        List<Item> found = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("object")) {
                object = String.valueOf(parser.getValueAsString());
                isEnvelope = true;
            } else if (name.equals("entry") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readEntry(parser, found);
                }
            } else {
                parser.skipChildren();
            }
        }
        for (Item item : found) {
            items.add(new Item(object, item.entryId(), item.entryTime(), item.kind(), item.json()));
        }
    }

    private void readEntry(JsonParser parser, List<Item> found) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        int from = start(parser);
        Map<String, String> texts = new HashMap<>();
        List<Cut> cuts = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && isItemList(name)) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    cuts.add(new Cut(name, cut(parser)));
                }
            } else {
                note(texts, name, value, parser);
            }
        }
        if (cuts.isEmpty() && texts.containsKey("field") && texts.containsKey("value")) {
            cuts.add(new Cut("changes", text(from, end(parser))));
        }
        for (Cut cut : cuts) {
            found.add(
                    new Item("", texts.getOrDefault("id", ""), texts.getOrDefault("time", ""), cut.kind(), cut.json()));
        }
    }

    private static void note(Map<String, String> texts, String name, JsonToken value, JsonParser parser)
            throws IOException {
        if (value.isScalarValue()) {
            @Nullable String text = parser.getValueAsString();
            if (text != null) {
                texts.put(name, text);
            }
        } else {
            texts.put(name, "");
            parser.skipChildren();
        }
    }

    private static boolean isItemList(String name) {
        return name.equals("messaging") || name.equals("standby") || name.equals("changes");
    }

    private String cut(JsonParser parser) throws IOException {
        int from = start(parser);
        parser.skipChildren();
        if (parser.currentToken().isScalarValue()) {
            parser.finishToken();
        }
        return text(from, end(parser));
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }

    private String text(int from, int to) {
        return new String(delivery, from, to - from, StandardCharsets.UTF_8);
    }
}

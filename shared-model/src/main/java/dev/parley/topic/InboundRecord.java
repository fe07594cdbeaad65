package dev.parley.topic;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.json.Json;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item that a platform delivered: the payload of {@link Topics#INBOUND}, version 1. {@code item} holds the
 * platform's own bytes, so that a fixed parser can replay them.
 *
 * @param account the platform's id of the account the item is for
 * @param profileId the profile, where the receiver knew it; otherwise found by platform and account
 * @param context what of the surrounding delivery is needed to read the item (Meta's {@code object}, {@code time});
 *     the platform's package defines it
 * @param item the item as JSON, untouched
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record InboundRecord(
        int version,
        String platform,
        String account,
        @Nullable String profileId,
        Instant receivedAt,
        @Nullable String context,
        @JsonRawValue String item) {
    public static final int VERSION = 1;
    private static final JsonFactory FACTORY = Json.MAPPER.getFactory();

    public byte[] write() {
        return Json.bytes(this);
    }

    public static Reading<InboundRecord> read(byte @Nullable [] value) {
        if (value == null) {
            return new Reading.Malformed<>("empty record");
        }
        try (JsonParser parser = FACTORY.createParser(value)) {
            return new Fields(value).readAll(parser);
        } catch (IOException | RuntimeException malformed) {
            return new Reading.Malformed<>("not an inbound record");
        }
    }

    /** Reads member by member, because the item must be cut out of the bytes rather than parsed and written again. */
    private static final class Fields {
        private final byte[] value;
        private int version;
        private @Nullable String platform;
        private @Nullable String account;
        private @Nullable String profileId;
        private Instant receivedAt = Instant.EPOCH;
        private @Nullable String context;
        private @Nullable String item;

        Fields(byte[] value) {
            this.value = value;
        }

        Reading<InboundRecord> readAll(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Reading.Malformed<>("not an inbound record: no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                readOne(parser, name);
            }
            if (version != VERSION) {
                return new Reading.Malformed<>("unknown version " + version);
            }
            if (platform == null || account == null || item == null) {
                return new Reading.Malformed<>("platform, account and item are required");
            }
            return new Reading.Readable<>(
                    new InboundRecord(version, platform, account, profileId, receivedAt, context, item));
        }

        private void readOne(JsonParser parser, String name) throws IOException {
            switch (name) {
                case "version" -> version = parser.getValueAsInt();
                case "platform" -> platform = parser.getValueAsString();
                case "account" -> account = parser.getValueAsString();
                case "profile_id" -> profileId = parser.getValueAsString();
                case "received_at" -> receivedAt = Instant.parse(parser.getText());
                case "context" -> context = parser.getValueAsString();
                case "item" -> item = RawMember.cut(parser, value);
                default -> parser.skipChildren();
            }
        }
    }
}

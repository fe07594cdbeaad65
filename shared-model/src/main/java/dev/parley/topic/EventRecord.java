package dev.parley.topic;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.id.AccountId;
import dev.parley.id.EventId;
import dev.parley.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A state change to tell: the payload of {@link Topics#EVENTS}, version 1. It stands alone: fan-out delivers it
 * without an event row.
 *
 * @param accountId whose subscribers hear of it
 * @param profileGroupId subscribers bound to a group hear only of theirs
 * @param cause what it came of: members {@code platform} and {@code occurred_at}, and the record's trace header
 * @param envelope exactly the body that subscribers receive; see docs/events.md
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EventRecord(
        int version,
        String eventId,
        String accountId,
        @Nullable String profileGroupId,
        @Nullable String profileId,
        @Nullable String chatId,
        @Nullable Long sequence,
        String type,

        @JsonUnwrapped Cause cause,

        @JsonRawValue String envelope) {
    public static final int VERSION = 1;
    /** It becomes a header of an HTTP request. */
    private static final Pattern TYPE = Pattern.compile("[ -~]{1,200}");

    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9_-]{1,40}");
    private static final JsonFactory FACTORY = Json.MAPPER.getFactory();

    /** An event of which nobody says what it came of. */
    public EventRecord(
            int version,
            String eventId,
            String accountId,
            @Nullable String profileGroupId,
            @Nullable String profileId,
            @Nullable String chatId,
            @Nullable Long sequence,
            String type,
            String envelope) {
        this(version, eventId, accountId, profileGroupId, profileId, chatId, sequence, type, Cause.UNKNOWN, envelope);
    }

    /** The same event with the step that published it. */
    public EventRecord tracedBy(@Nullable String traceparent) {
        return new EventRecord(
                version,
                eventId,
                accountId,
                profileGroupId,
                profileId,
                chatId,
                sequence,
                type,
                cause.tracedBy(traceparent),
                envelope);
    }

    public byte[] write() {
        return Json.bytes(this);
    }

    /** The Kafka key: events of one chat stay together. */
    public String key() {
        return chatId != null ? chatId : profileId != null ? profileId : accountId;
    }

    public static Reading<EventRecord> read(byte @Nullable [] value) {
        if (value == null) {
            return new Reading.Malformed<>("empty record");
        }
        try (JsonParser parser = FACTORY.createParser(value)) {
            return new Fields(value).readAll(parser);
        } catch (IOException | RuntimeException malformed) {
            return new Reading.Malformed<>("not an event record");
        }
    }

    /** Reads member by member, because the envelope must reach subscribers byte for byte. */
    private static final class Fields {
        private final byte[] value;
        private final Map<String, String> texts = new HashMap<>();
        private int version;
        private @Nullable Long sequence;
        private @Nullable String envelope;

        Fields(byte[] value) {
            this.value = value;
        }

        Reading<EventRecord> readAll(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Reading.Malformed<>("not an event record: no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                readOne(parser, name, parser.nextToken());
            }
            return check();
        }

        private void readOne(JsonParser parser, String name, JsonToken token) throws IOException {
            if (name.equals("envelope") && token == JsonToken.START_OBJECT) {
                envelope = RawMember.cut(parser, value);
            } else if (token == JsonToken.VALUE_STRING) {
                texts.put(name, parser.getText());
            } else if (name.equals("version") && token == JsonToken.VALUE_NUMBER_INT) {
                version = parser.getIntValue();
            } else if (name.equals("sequence") && token == JsonToken.VALUE_NUMBER_INT) {
                sequence = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }

        private Reading<EventRecord> check() {
            String eventId = texts.get("event_id");
            String accountId = texts.get("account_id");
            String type = texts.get("type");
            if (version != VERSION) {
                return new Reading.Malformed<>("unknown version " + version);
            }
            if (eventId == null || EventId.parse(eventId).isEmpty()) {
                return new Reading.Malformed<>("event_id is missing or not an event id");
            }
            if (accountId == null || AccountId.parse(accountId).isEmpty()) {
                return new Reading.Malformed<>("account_id is missing or not an account id");
            }
            if (type == null || envelope == null) {
                return new Reading.Malformed<>("type is required and envelope must be an object");
            }
            if (!TYPE.matcher(type).matches()) {
                return new Reading.Malformed<>("type is not the name of an event");
            }
            return new Reading.Readable<>(new EventRecord(
                    version,
                    eventId,
                    accountId,
                    texts.get("profile_group_id"),
                    texts.get("profile_id"),
                    texts.get("chat_id"),
                    sequence,
                    type,
                    Cause.on(platform()).at(occurredAt()),
                    envelope));
        }

        /** Nothing depends on it, so one that is none is no reason to refuse the record. */
        private @Nullable String platform() {
            String name = texts.get("platform");
            return name == null || !PLATFORM.matcher(name).matches() ? null : name;
        }

        /** Likewise. */
        private @Nullable Instant occurredAt() {
            String text = texts.get("occurred_at");
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeException unreadable) {
                return null;
            }
        }
    }
}

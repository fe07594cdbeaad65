package dev.parley.topic;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.parley.id.AccountId;
import dev.parley.id.EventId;
import dev.parley.json.Json;
import dev.parley.json.VerbatimJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A state change to tell: the payload of {@link Topics#EVENTS}, version 1. It stands alone: fan-out delivers it
 * without an event row.
 *
 * @param accountId whose subscribers hear of it
 * @param profileGroupId subscribers bound to a group hear only of theirs
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

        @JsonRawValue @JsonDeserialize(using = VerbatimJson.class)
        String envelope) {
    public static final int VERSION = 1;

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
        try {
            return check(Json.MAPPER.readValue(value, EventRecord.class));
        } catch (JsonProcessingException malformed) {
            return new Reading.Malformed<>("not an event record: " + malformed.getOriginalMessage());
        } catch (IOException malformed) {
            return new Reading.Malformed<>("not an event record");
        }
    }

    private static Reading<EventRecord> check(@Nullable EventRecord record) {
        if (record == null || record.version != VERSION) {
            return new Reading.Malformed<>("unknown version");
        }
        if (record.eventId == null || EventId.parse(record.eventId).isEmpty()) {
            return new Reading.Malformed<>("event_id is missing or not an event id");
        }
        if (record.accountId == null || AccountId.parse(record.accountId).isEmpty()) {
            return new Reading.Malformed<>("account_id is missing or not an account id");
        }
        if (record.type == null || record.envelope == null) {
            return new Reading.Malformed<>("type and envelope are required");
        }
        JsonNode envelope = Json.read(record.envelope);
        return envelope.isObject()
                ? new Reading.Readable<>(record)
                : new Reading.Malformed<>("envelope is not an object");
    }
}

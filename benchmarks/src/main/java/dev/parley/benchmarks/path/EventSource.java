package dev.parley.benchmarks.path;

import dev.parley.benchmarks.stage.BenchmarkStage;
import dev.parley.benchmarks.stage.Feed;
import dev.parley.id.AccountId;
import dev.parley.id.ChatId;
import dev.parley.id.EventId;
import dev.parley.topic.EventRecord;
import dev.parley.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbered {@code message.received} events for the one account, straight onto the topic. */
final class EventSource {
    private static final int CHATS = 5_000;
    private static final int ID_BITS = 21;
    private static final String MESSAGE = """
            {"id":"msg_0000000000000","chat_id":"chat_0000000000000","direction":"inbound","status":"received",\
            "external_id":"1791","body":"Hello, do you ship to Sweden? I would like two of them, please.",\
            "external_posted_at":"2026-11-21T12:00:00.000Z","external_delivered_at":null,"external_read_at":null,\
            "external_edited_at":null,"external_deleted_at":null,"reply_to_external_id":null,"is_unsupported":false,\
            "attachments":[],"reactions":[],"created_at":"2026-11-21T12:00:00.000Z"}""";

    private final Feed feed;
    private final String account;
    private long first;

    EventSource(BenchmarkStage stage) {
        this.feed = stage.feed();
        this.account = new AccountId(stage.account()).toString();
        renew();
    }

    /** From here on numbers stand for other events. */
    void renew() {
        first = System.currentTimeMillis() << ID_BITS;
    }

    void put(long number, Runnable acknowledged) {
        EventRecord event = new EventRecord(
                EventRecord.VERSION,
                id(number),
                account,
                null,
                null,
                new ChatId(number % CHATS).toString(),
                number / CHATS + 1,
                "message.received",
                new String(envelope(number), StandardCharsets.UTF_8));
        feed.put(Topics.EVENTS, event.key(), event.write(), acknowledged);
    }

    void flush() {
        feed.flush();
    }

    /** The body that subscribers get. */
    byte[] envelope(long number) {
        return ("{\"id\":\"" + id(number) + "\",\"object\":\"event\",\"type\":\"message.received\","
                        + "\"created_at\":\"2026-11-21T12:00:00Z\",\"sequence\":1,\"data\":{\"object\":" + MESSAGE
                        + ",\"message\":" + MESSAGE + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The number of the event with this id; negative for one from before the last renewal. */
    long numberOf(@Nullable String eventId) {
        return EventId.parse(String.valueOf(eventId))
                .map(id -> id.value() - first)
                .orElse(-1L);
    }

    private String id(long number) {
        return new EventId(first + number).toString();
    }
}

package dev.parley.ingest.inbound;

import dev.parley.inbound.InboundEvent;
import dev.parley.normalise.InboundDelivery;
import dev.parley.trace.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the topic and what its platform's package has read from it.
 *
 * @param step ends when it is written, or put aside
 */
record Received(ConsumerRecord<String, byte[]> source, InboundDelivery delivery, Step step) {

    /** Fewer items than this are not given a transaction of their own. */
    private static final int WORTH_A_STREAM = 50;

    /**
     * Sorts records into streams that can be written side by side, because no chat is in two of them. Order within a
     * stream is that of the topic. A handful makes one stream: split up, it would be as many transactions as items.
     */
    static List<List<Received>> streams(List<Received> all, int most) {
        int count = Math.clamp(all.size() / WORTH_A_STREAM, 1, most);
        List<List<Received>> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(new ArrayList<>());
        }
        for (Received one : all) {
            streams.get(Math.floorMod(Objects.hashCode(one.source.key()), count))
                    .add(one);
        }
        streams.removeIf(List::isEmpty);
        return streams;
    }

    /** Cuts a stream into batches of so many items and so many chats at most. */
    static List<List<Received>> batches(List<Received> stream, InboundConfig limits) {
        List<List<Received>> batches = new ArrayList<>();
        List<Received> batch = new ArrayList<>();
        Set<String> chats = new HashSet<>();
        for (Received one : stream) {
            chats.addAll(one.chats());
            if (!batch.isEmpty() && (batch.size() >= limits.batchItems() || chats.size() > limits.batchChats())) {
                batches.add(batch);
                batch = new ArrayList<>();
                chats = new HashSet<>(one.chats());
            }
            batch.add(one);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private List<String> chats() {
        String profile = delivery.profile().id().toString();
        List<String> chats = new ArrayList<>(1);
        for (InboundEvent event : delivery.events()) {
            if (event instanceof InboundEvent.InChat inChat) {
                chats.add(profile + inChat.participant().externalId());
            }
        }
        return chats;
    }
}

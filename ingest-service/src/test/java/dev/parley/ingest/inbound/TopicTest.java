package dev.parley.ingest.inbound;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.inbound.InboundEvent.MessageArrived;
import dev.parley.inbound.Participant;
import dev.parley.ingest.DeadLetterBox;
import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.ingest.loopback.LoopbackPlatform;
import dev.parley.ingest.loopback.WrittenEvent;
import dev.parley.json.Json;
import dev.parley.kafka.TopicWriter;
import dev.parley.topic.InboundRecord;
import dev.parley.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TopicTest extends StoryTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Inject
    TopicWriter writer;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void oneItemThatCannotBeStoredCostsNoOtherItsPlace() {
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(record(i % 100 == 50 ? unstorable(i) : Story.text("p" + i % 7, "m" + i, "Hi", Story.T0)));
        }
        publish(items);

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(story.number("select count(*) from messages where profile_id = $1"))
                        .isEqualTo(297));
        assertThat(story.number("select count(*) from events where profile_id = $1"))
                .isEqualTo(297);
        try (DeadLetterBox box = new DeadLetterBox(kafka, Topics.INBOUND)) {
            assertThat(box.find(items.get(150)).reason()).startsWith("cannot be written: SQLSTATE 22");
        }
    }

    @Test
    void whatCannotBeReadIsPutAsideWithTheReason() {
        byte[] noRecord = ("no record " + story.profile.id()).getBytes(StandardCharsets.UTF_8);
        byte[] stranger =
                LoopbackPlatform.record("stranger-" + story.profile.id(), "{}").write();
        byte[] nonsense = LoopbackPlatform.record(story.profile.externalId(), "{\"type\":\"Nonsense\"}")
                .write();
        byte[] elsewhere = new InboundRecord(
                        InboundRecord.VERSION,
                        "elsewhere",
                        story.profile.externalId(),
                        story.profile.id().toString(),
                        Story.T0,
                        null,
                        "{}")
                .write();
        publish(List.of(noRecord, stranger, nonsense, elsewhere, record(Story.text("m1", "Hi"))));

        try (DeadLetterBox box = new DeadLetterBox(kafka, Topics.INBOUND)) {
            assertThat(box.find(noRecord).reason()).isEqualTo("not an inbound record");
            assertThat(box.find(stranger).reason()).isEqualTo("unknown profile");
            assertThat(box.find(nonsense).reason()).isEqualTo("unknown type");
            assertThat(box.find(elsewhere).reason()).isEqualTo("unknown platform");
        }
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(story.told()).containsExactly("message.received"));
    }

    @Test
    void nothingIsLostOrDoubledWhenTheDatabaseDropsItsConnectionsInMidBatch() {
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            items.add(record(Story.text("p" + i % 40, "m" + i, "Hi", Story.T0.plusSeconds(i))));
        }
        publish(items);
        for (int kill = 1; kill <= 3; kill++) {
            int seen = kill * 500;
            // Our own connections are among those that were dropped before.
            await().atMost(DEADLINE).ignoreExceptions().until(() -> stored() >= seen);
            await().atMost(DEADLINE).ignoreExceptions().untilAsserted(this::dropConnections);
        }

        await().atMost(DEADLINE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stored()).isEqualTo(4_000));
        assertThat(story.number("select count(*) from events where profile_id = $1"))
                .isEqualTo(4_000);
        assertThat(story.number("select sum(message_count)::bigint from chat_lanes where profile_id = $1"))
                .isEqualTo(4_000);
        assertThat(story.number("select count(*) from chats where profile_id = $1"))
                .isEqualTo(40);
        assertThat(story.number("select max(sequence) from events where profile_id = $1"))
                .isEqualTo(100);
        await().atMost(DEADLINE)
                .until(() -> story.number(
                                "select count(*) from outbox o join events e on e.id = o.event_id where e.profile_id = $1")
                        == 0);
    }

    private void dropConnections() {
        story.run("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where pid <> pg_backend_pid() and datname = current_database() and $1 > 0");
    }

    private long stored() {
        return story.number("select count(*) from messages where profile_id = $1");
    }

    private byte[] record(MessageArrived message) {
        return LoopbackPlatform.record(story.profile.externalId(), WrittenEvent.write(message))
                .write();
    }

    /** PostgreSQL refuses this character inside JSON, and nobody strips it there. */
    private static MessageArrived unstorable(int i) {
        return new MessageArrived(
                Participant.of("p" + i % 7),
                "m" + i,
                Story.T0,
                "Hi",
                List.of(),
                null,
                Json.object().put("odd", "\0"),
                false,
                null,
                List.of());
    }

    private void publish(List<byte[]> items) {
        List<Uni<Void>> writes = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            writes.add(writer.write(Topics.INBOUND, story.profile.id() + ":" + i % 40, items.get(i)));
        }
        Uni.combine().all().unis(writes).discardItems().await().atMost(DEADLINE);
    }
}

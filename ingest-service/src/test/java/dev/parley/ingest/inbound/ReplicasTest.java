package dev.parley.ingest.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ingest.Story;
import dev.parley.ingest.StoryTest;
import dev.parley.normalise.InboundDelivery;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplicasTest extends StoryTest {
    private static final int CHATS = 40;
    private static final int MESSAGES = 400;
    private static final int REPLICAS = 4;

    /** Each gets everything, in an order of its own: every chat is fought for and every message comes four times. */
    @Test
    void replicasThatWriteTheSameChatsNeitherDeadlockNorDouble() {
        Random random = new Random(4711);
        List<Uni<Void>> replicas = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            List<InboundDelivery> deliveries = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                deliveries.add(story.delivery(Story.text("p" + i % CHATS, "m" + i, "Hi", Story.T0)));
            }
            Collections.shuffle(deliveries, random);
            replicas.add(inBatches(deliveries));
        }
        Uni.combine().all().unis(replicas).discardItems().await().atMost(Duration.ofSeconds(60));

        assertThat(story.number("select count(*) from messages where profile_id = $1"))
                .isEqualTo(MESSAGES);
        assertThat(story.number("select count(*) from chats where profile_id = $1"))
                .isEqualTo(CHATS);
        assertThat(story.number("select sum(message_count)::bigint from chat_lanes where profile_id = $1"))
                .isEqualTo(MESSAGES);
        assertThat(story.number("select count(*) from events where profile_id = $1"))
                .isEqualTo(MESSAGES);
        assertThat(story.number("select count(*) from (select chat_id from events where profile_id = $1"
                        + " group by chat_id having max(sequence) <> count(*) or min(sequence) <> 1) gaps"))
                .isZero();
    }

    private Uni<Void> inBatches(List<InboundDelivery> deliveries) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int from = 0; from < deliveries.size(); from += 50) {
            List<InboundDelivery> batch = deliveries.subList(from, from + 50);
            done = done.chain(() -> normaliser.normalise(batch));
        }
        return done;
    }
}

package dev.parley.ingest.inbound;

import static dev.parley.ingest.Story.ANNA;
import static dev.parley.ingest.Story.T0;
import static dev.parley.ingest.Story.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.event.EventDraft;
import dev.parley.id.MessageId;
import dev.parley.inbound.InboundEvent.Covered;
import dev.parley.inbound.InboundEvent.ReceiptArrived;
import dev.parley.inbound.Participant;
import dev.parley.ingest.StoryTest;
import dev.parley.normalise.PendingEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReceiptsTest extends StoryTest {
    @Inject
    PendingEvents early;

    @BeforeEach
    void annaHasWritten() {
        story.arrives(text("hello", "Hello"));
    }

    @Test
    void aWatermarkCoversEveryMessageUpToItOnce() {
        story.published("s1", 1);
        story.published("s2", 2);
        story.published("s3", 3);
        story.arrives(delivered(2));
        story.arrives(delivered(2), delivered(1));

        assertThat(story.told()).containsExactly("message.received", "message.delivered", "message.delivered");
        assertThat(story.message("s3").getOffsetDateTime("external_delivered_at"))
                .isNull();
        assertThat(story.message("s2").getOffsetDateTime("external_delivered_at"))
                .isNotNull();
    }

    @Test
    void whatIsReadIsDeliveredFirst() {
        story.published("s1", 1);
        story.arrives(read(5));
        story.arrives(delivered(5));

        assertThat(story.told()).containsExactly("message.received", "message.delivered", "message.read");
    }

    @Test
    void aReceiptNamingAMessageCoversAllBeforeIt() {
        story.published("s1", 1);
        story.published("s2", 2);
        story.published("s3", 3);
        story.arrives(new ReceiptArrived(Participant.of(ANNA), true, new Covered.UpTo("s2"), T0.plusSeconds(9)));

        assertThat(story.number("select count(*) from messages where profile_id = $1 and external_read_at is not null"))
                .isEqualTo(2);
    }

    @Test
    void aReceiptOverManyMessagesTellsOfEachExactlyOnce() {
        story.run(
                "insert into messages (id, chat_id, profile_id, direction, status, external_id, external_posted_at, send_number)"
                        + " select n, c.id, c.profile_id, 'outbound', 'published', 'many-' || n,"
                        + " timestamptz '2026-11-01 10:00:00Z' + n * interval '1 second', n"
                        + " from chats c, generate_series(1, 530) n where c.profile_id = $1");
        story.arrives(read(1_000));

        assertThat(Collections.frequency(story.told(), "message.delivered")).isEqualTo(530);
        assertThat(Collections.frequency(story.told(), "message.read")).isEqualTo(530);
        assertThat(story.number("select count(*) from messages where profile_id = $1 and external_read_at is not null"))
                .isEqualTo(530);
        assertThat(story.chat().getOffsetDateTime("read_until").toInstant()).isEqualTo(T0.plusSeconds(1_000));
    }

    @Test
    void aSendSettledAfterItsReceiptIsCoveredToo() {
        MessageId sent = story.sent("Hi", "calling_since = now()");
        story.arrives(read(100));
        assertThat(story.told()).containsExactly("message.received");

        story.run(
                "update messages set status = 'published', external_id = 's1', calling_since = null,"
                        + " external_posted_at = timestamptz '2026-11-01 10:00:50Z' where profile_id = $1 and direction = 'outbound'");
        List<EventDraft> told = pool.withTransaction(transaction -> early.apply(transaction, List.of(sent)))
                .await()
                .atMost(Duration.ofSeconds(15));

        assertThat(told)
                .extracting(draft -> draft.type().wireName())
                .containsExactly("message.delivered", "message.read");
    }

    @Test
    void aReceiptForAMessageNotKnownYetWaitsForIt() {
        ReceiptArrived receipt =
                new ReceiptArrived(Participant.of(ANNA), true, new Covered.UpTo("s9"), T0.plusSeconds(9));
        story.arrives(receipt);
        story.arrives(receipt);
        MessageId sent = story.published("s9", 5);
        List<EventDraft> told = pool.withTransaction(transaction -> early.apply(transaction, List.of(sent)))
                .await()
                .atMost(Duration.ofSeconds(15));

        assertThat(told)
                .extracting(draft -> draft.type().wireName())
                .containsExactly("message.delivered", "message.read");
    }

    @Test
    void aReceiptFromAStrangerIsIgnored() {
        story.arrives(new ReceiptArrived(
                Participant.of("nobody"), true, new Covered.Until(T0.plusSeconds(9)), T0.plusSeconds(9)));

        assertThat(story.number("select count(*) from chats where profile_id = $1"))
                .isEqualTo(1);
    }

    private static ReceiptArrived delivered(long until) {
        return new ReceiptArrived(
                Participant.of(ANNA), false, new Covered.Until(T0.plusSeconds(until)), T0.plusSeconds(until + 1));
    }

    private static ReceiptArrived read(long until) {
        return new ReceiptArrived(
                Participant.of(ANNA), true, new Covered.Until(T0.plusSeconds(until)), T0.plusSeconds(until + 1));
    }
}

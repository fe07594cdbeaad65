package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;

import dev.parley.fanout.Receiver.Received;
import dev.parley.id.AccountId;
import dev.parley.topic.EventRecord;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the stories of deliveries share: for each an account of its own and a subscriber's server. */
abstract class SubscriberTest {
    static final Duration LIMIT = Duration.ofSeconds(40);

    @Inject
    World world;

    Receiver receiver;
    AccountId account;

    @BeforeEach
    void open() {
        receiver = new Receiver();
        account = world.account();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    List<Received> awaitReceived(int count) {
        await().atMost(LIMIT).until(() -> receiver.received().size() >= count);
        return receiver.received();
    }

    static List<String> ids(List<EventRecord> events) {
        return events.stream().map(EventRecord::eventId).toList();
    }
}

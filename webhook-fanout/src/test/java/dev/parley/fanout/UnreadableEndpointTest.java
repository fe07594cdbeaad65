package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.World.Subscriber;
import dev.parley.topic.EventRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint whose row cannot be used costs itself alone, and what it misses meanwhile is delivered afterwards. */
@QuarkusTest
class UnreadableEndpointTest extends SubscriberTest {
    private static final String ERROR = "the webhook's secret cannot be opened";

    @Inject
    MeterRegistry meters;

    @Inject
    Pool pool;

    private Receiver other;

    @AfterEach
    void closeOther() {
        if (other != null) {
            other.close();
        }
    }

    @Test
    void aSecretUnderAnUnknownKeyStopsNobodyElse() {
        Subscriber broken = world.subscribe(account, receiver.url(), "*");
        String kept = keyOf(broken);
        changeKey(broken, "lost");
        other = new Receiver();
        // Returns only when the subscriptions were read again.
        world.subscribe(account, other.url(), "*");
        await().atMost(LIMIT).until(() -> unusable() >= 1);

        EventRecord event = world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> other.eventIds().contains(event.eventId()));
        await().atMost(LIMIT)
                .until(() -> world.count(
                                "select count(*) from webhook_attempts where endpoint_id = $1 and error = $2",
                                Tuple.of(broken.id().value(), ERROR))
                        >= 1);
        assertThat(receiver.received()).isEmpty();

        changeKey(broken, kept);
        await().atMost(LIMIT).until(() -> receiver.eventIds().contains(event.eventId()));
        await().atMost(LIMIT).until(() -> unusable() == 0);
    }

    @Test
    void aFormerSecretThatCannotBeOpenedIsLeftOut() {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");
        world.rotateSecret(subscriber);
        world.run(
                "update webhook_endpoints set previous_secret_key_id = 'lost' where id = $1",
                Tuple.of(subscriber.id().value()));
        world.subscribe(account, receiver.url() + "2", "none");

        EventRecord event = world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> receiver.eventIds().contains(event.eventId()));
    }

    private String keyOf(Subscriber subscriber) {
        return pool.preparedQuery("select secret_key_id from webhook_endpoints where id = $1")
                .execute(Tuple.of(subscriber.id().value()))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getString(0);
    }

    private void changeKey(Subscriber subscriber, String key) {
        world.run(
                "update webhook_endpoints set secret_key_id = $2 where id = $1",
                Tuple.of(subscriber.id().value(), key));
    }

    private double unusable() {
        return meters.get("parley.webhook.endpoints.unusable").gauge().value();
    }
}

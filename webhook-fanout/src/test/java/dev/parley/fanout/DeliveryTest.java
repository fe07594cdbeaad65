package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fanout.Receiver.Received;
import dev.parley.fanout.World.Subscriber;
import dev.parley.id.GroupId;
import dev.parley.signature.SigningKey;
import dev.parley.testing.EmbeddedInfrastructure;
import dev.parley.topic.EventRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedInfrastructure.class)
class DeliveryTest extends SubscriberTest {
    @Test
    void aSubscriberGetsTheEnvelopeByteForByteWithAllHeaders() {
        Subscriber subscriber = world.subscribe(account, receiver.url() + "?k=v", "message.received");

        EventRecord event = world.publish(world.event(account, "message.received"));

        Received got = awaitReceived(1).getFirst();
        assertThat(got.body()).isEqualTo(event.envelope());
        assertThat(got.headers().get("Content-Type")).isEqualTo("application/json");
        assertThat(got.headers().get("User-Agent")).isEqualTo("Postproxy-Webhooks/1.0");
        assertThat(got.headers().get("X-Postproxy-Event")).isEqualTo("message.received");
        assertThat(got.headers().get("X-Postproxy-Delivery")).startsWith("dlv_");
        assertThat(got.headers().get("webhook-id")).isEqualTo(event.eventId());
        long sent = Long.parseLong(got.headers().get("webhook-timestamp"));
        byte[] body = got.body().getBytes(StandardCharsets.UTF_8);
        SigningKey key = new SigningKey(subscriber.secret());
        assertThat(got.headers().get("X-Postproxy-Signature")).isEqualTo(key.postproxy(sent, body));
        assertThat(got.headers().get("webhook-signature")).isEqualTo(key.standard(event.eventId(), sent, body));
        assertThat(got.headers().contains("X-Postproxy-Signature-Next")).isFalse();
        await().atMost(LIMIT).until(() -> world.attempts(subscriber, true) == 1);
        assertThat(world.stored(subscriber)).isZero();
    }

    @Test
    void anEndpointHearsOnlyWhatItListed() {
        world.subscribe(account, receiver.url(), "message.sent", "no.such.event");

        world.publish(world.event(account, "message.received"));
        world.publish(world.event(world.account(), "message.sent"));
        EventRecord wanted = world.publish(world.event(account, "message.sent"));

        assertThat(awaitReceived(1)).extracting(Received::eventId).containsExactly(wanted.eventId());
    }

    @Test
    void anEndpointMissesNothingThatHappensAfterItWasMade() {
        List<String> wanted = new ArrayList<>();

        for (int round = 0; round < 10; round++) {
            GroupId group = world.group(account);
            world.insert(account, group, false, receiver.url(), "message.sent");
            wanted.add(world.publish(world.event(account, group, world.chat(), 1, "message.sent"))
                    .eventId());
        }

        assertThat(awaitReceived(10)).extracting(Received::eventId).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void aDeletedEndpointGetsNothingThatHappensAfterwards() {
        Subscriber deleted = world.subscribe(account, receiver.url(), "message.sent");
        world.subscribe(account, receiver.url() + "?last", "message.received");

        world.unsubscribe(deleted);
        world.publish(world.event(account, "message.sent"));
        EventRecord last = world.publish(world.event(account, "message.received"));

        assertThat(awaitReceived(1)).extracting(Received::eventId).containsExactly(last.eventId());
    }

    @Test
    void anEndpointOfAGroupHearsOnlyItsGroup() {
        GroupId mine = world.group(account);
        GroupId other = world.group(account);
        world.subscribe(account, mine, false, receiver.url(), "*");

        world.publish(world.event(account, other, world.chat(), 1, "message.sent"));
        world.publish(world.event(account, "profile.connected"));
        EventRecord wanted = world.publish(world.event(account, mine, world.chat(), 1, "message.sent"));

        assertThat(awaitReceived(1)).extracting(Received::eventId).containsExactly(wanted.eventId());
    }

    @Test
    void aFailedDeliveryIsTriedAgainUnderTheSameIds() {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");
        receiver.that(Receiver.answersFirst(500, 503));

        EventRecord event = world.publish(world.event(account, "message.sent"));

        List<Received> got = awaitReceived(3);
        assertThat(got).extracting(Received::body).containsOnly(event.envelope());
        assertThat(got)
                .extracting(one -> one.headers().get("X-Postproxy-Delivery"))
                .doesNotContainNull()
                .hasSize(3)
                .allMatch(id -> id.equals(got.getFirst().headers().get("X-Postproxy-Delivery")));
        await().atMost(LIMIT).until(() -> world.stored(subscriber) == 0);
        await().atMost(LIMIT)
                .until(() -> world.attempts(subscriber, false) == 2 && world.attempts(subscriber, true) == 1);
    }

    @Test
    void anUnansweredDeliveryIsStoredWhileItsCallGoesOn() {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");
        receiver.that((request, before) -> {
            if (before > 0) {
                request.response().end();
            }
        });

        EventRecord event = world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> world.stored(subscriber) == 1);
        assertThat(receiver.received()).hasSize(1);
        assertThat(awaitReceived(2)).extracting(Received::eventId).containsOnly(event.eventId());
        await().atMost(LIMIT).until(() -> world.stored(subscriber) == 0);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");
        receiver.that((request, before) -> request.response()
                .setStatusCode(301)
                .putHeader("Location", receiver.url() + "/elsewhere")
                .end());

        world.publish(world.event(account, "message.sent"));

        await().atMost(LIMIT).until(() -> world.attempts(subscriber, false) >= 2);
        assertThat(receiver.received()).extracting(Received::path).containsOnly("/hook");
    }

    @Test
    void anEndpointThatSaysGoneIsDisabledAndTheOthersHearOfIt() {
        Subscriber gone = world.subscribe(account, receiver.url(), "message.sent");
        receiver.that(Receiver.answers(410));
        try (Receiver watcher = new Receiver()) {
            world.subscribe(account, watcher.url(), "webhook.disabled");

            world.publish(world.event(account, "message.sent"));

            await().atMost(LIMIT).until(() -> !watcher.received().isEmpty());
            assertThat(watcher.received().getFirst().body()).contains(gone.id().toString());
        }
        assertThat(world.isEnabled(gone)).isFalse();
        assertThat(world.stored(gone)).isZero();
    }

    @Test
    void anEndpointThatOnlyFailsIsDisabledAndItsPendingDeliveriesGo() {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");
        receiver.that(Receiver.answers(500));

        world.publish(account, 12);

        await().atMost(LIMIT).until(() -> {
            world.publish(account, 1);
            return !world.isEnabled(subscriber);
        });
        await().atMost(LIMIT).until(() -> world.stored(subscriber) == 0);
        world.run(
                "update webhook_endpoints set enabled = true where id = $1",
                Tuple.of(subscriber.id().value()));
        assertThat(world.count(
                        "select count(*) from webhook_endpoints where id = $1 and failing_since is null and disabled_reason is null",
                        Tuple.of(subscriber.id().value())))
                .isOne();
    }

    @Test
    void aReceiverThatDiesAndComesBackMissesNothing() {
        world.subscribe(account, receiver.url(), "*");
        List<EventRecord> before = world.publish(account, 20);
        awaitReceived(20);

        List<EventRecord> missed = new ArrayList<>();
        receiver.whileDead(() -> missed.addAll(world.publish(account, 20)));

        await().atMost(LIMIT).until(() -> receiver.eventIds().containsAll(ids(missed)));
        assertThat(receiver.eventIds()).containsAll(ids(before));
    }

    @Test
    void anUnreadableRecordGoesToTheDeadLettersAndBlocksNothing() {
        world.subscribe(account, receiver.url(), "*");

        world.publishRaw("poison", "{\"version\":1,\"oops\":".getBytes(StandardCharsets.UTF_8));
        EventRecord event = world.publish(world.event(account, "message.sent"));

        assertThat(awaitReceived(1)).extracting(Received::eventId).containsExactly(event.eventId());
    }
}

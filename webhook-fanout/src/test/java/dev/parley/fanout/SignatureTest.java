package dev.parley.fanout;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.parley.fanout.Receiver.Received;
import dev.parley.fanout.World.Subscriber;
import dev.parley.signature.SigningKey;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Signatures, verified by the reference library of Standard Webhooks and by the contract's own formula. */
@QuarkusTest
class SignatureTest extends SubscriberTest {
    @Test
    void theReferenceLibraryAcceptsADeliveryAndRefusesAChangedOne() throws Exception {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");

        Received got = deliver();

        Webhook reference = new Webhook(subscriber.secret());
        reference.verify(got.body(), headers(got));
        assertThatThrownBy(() -> reference.verify(got.body() + " ", headers(got)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whileASecretIsRotatedReceiversWithEitherAcceptDeliveries() throws Exception {
        Subscriber subscriber = world.subscribe(account, receiver.url(), "*");
        String fresh = world.rotateSecret(subscriber);

        await().atMost(LIMIT).until(() -> deliver().headers().contains("X-Postproxy-Signature-Next"));
        Received got = receiver.received().getLast();

        new Webhook(subscriber.secret()).verify(got.body(), headers(got));
        new Webhook(fresh).verify(got.body(), headers(got));
        assertThat(got.headers().get("X-Postproxy-Signature")).isEqualTo(postproxy(subscriber.secret(), got));
        assertThat(got.headers().get("X-Postproxy-Signature-Next")).isEqualTo(postproxy(fresh, got));
    }

    private Received deliver() {
        String event = world.publish(world.event(account, "message.sent")).eventId();
        await().atMost(LIMIT).until(() -> receiver.eventIds().contains(event));
        return receiver.received().stream()
                .filter(one -> one.eventId().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private static String postproxy(String secret, Received got) {
        long sent = Long.parseLong(got.headers().get("webhook-timestamp"));
        return new SigningKey(secret).postproxy(sent, got.body().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpHeaders headers(Received got) {
        MultiMap headers = got.headers();
        return HttpHeaders.of(
                headers.names().stream()
                        .distinct()
                        .collect(Collectors.toMap(name -> name, name -> List.of(String.valueOf(headers.get(name))))),
                (name, value) -> true);
    }
}

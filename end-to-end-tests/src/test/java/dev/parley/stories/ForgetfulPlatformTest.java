package dev.parley.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Platforms that do not know any more where to deliver; who connects an account once more has that mended. */
class ForgetfulPlatformTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aLostSubscriptionIsSetUpAgain() {
        Participant eva = PARLEY.participant("facebook", "Eva");
        try (Subscriber subscriber = PARLEY.subscriber()) {
            PARLEY.losesItsSubscription("facebook");
            eva.writes("Nobody hears me");

            connectsOnceMore("facebook");

            awaitHeard(subscriber, eva, "Do you hear me?");
            assertThat(bodies(subscriber)).doesNotContain("Nobody hears me");
        }
    }

    @Test
    void platformsThatWereStartedAnewDeliverAgain() {
        try (Subscriber subscriber = PARLEY.subscriber()) {
            PARLEY.restart("sandbox");

            for (String platform : List.of("telegram", "facebook", "instagram", "bluesky")) {
                connectsOnceMore(platform);
                awaitHeard(subscriber, PARLEY.participant(platform, "Udo"), "Hello from " + platform);
            }
        }
    }

    private static void connectsOnceMore(String platform) {
        Answer answer = PARLEY.connecting().connects(PARLEY.demoConnection(platform));
        assertThat(answer.body().path("error_code").asText())
                .as(answer.body().toString())
                .isEqualTo("account_is_already_connected");
    }

    private static void awaitHeard(Subscriber subscriber, Participant person, String text) {
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
            person.writes(text);
            return bodies(subscriber).contains(text);
        });
    }

    private static List<String> bodies(Subscriber subscriber) {
        return subscriber.received("message.received").stream()
                .map(message -> message.path("body").asText())
                .toList();
    }
}

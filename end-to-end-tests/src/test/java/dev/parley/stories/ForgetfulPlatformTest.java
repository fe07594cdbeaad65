package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.standalone.firstuse.JsonHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Platforms that do not know any more where to deliver; who connects an account once more has that mended. */
class ForgetfulPlatformTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> WITH_COMMENTS = List.of("facebook", "instagram");
    private static final List<String> PLATFORMS = List.of("telegram", "facebook", "instagram", "bluesky");

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
            PARLEY.startsPlatformsAnew();

            for (String platform : PLATFORMS) {
                connectsOnceMore(platform);
                awaitHeard(subscriber, PARLEY.participant(platform, "Udo"), "Hello from " + platform);
            }
        }
    }

    @Test
    void whatPlatformsStartedAnewTellIsNotTakenForWhatTheyToldBefore() {
        Map<String, Participant> people = PLATFORMS.stream()
                .collect(Collectors.toMap(Function.identity(), platform -> PARLEY.participant(platform, "Ada")));
        try (Subscriber subscriber = PARLEY.subscriber()) {
            List<String> before = idsOfExchanges(subscriber, people);
            PARLEY.startsPlatformsAnew();
            PLATFORMS.forEach(ForgetfulPlatformTest::connectsOnceMore);
            people.forEach((platform, person) -> awaitHeard(subscriber, person, "Back again on " + platform));

            assertThat(idsOfExchanges(subscriber, people)).doesNotContainAnyElementsOf(before);
        }
    }

    /** The platforms' ids of a message, of the answer to it, and where there are any of a comment; all were told. */
    private static List<String> idsOfExchanges(Subscriber subscriber, Map<String, Participant> people) {
        List<String> ids = new ArrayList<>();
        people.forEach((platform, person) -> {
            String message = person.writes("Anybody there?");
            JsonNode received = subscriber.waitUntilReceived("message.received", is("external_id", message));
            JsonNode answer = PARLEY.api().sends(received.path("chat_id").asText(), "Yes");
            JsonNode sent = subscriber.waitUntilReceived(
                    "message.sent", is("id", answer.path("id").asText()));
            ids.add(message);
            ids.add(sent.path("external_id").asText());
            if (WITH_COMMENTS.contains(platform)) {
                String comment = person.comments("GUIDE");
                subscriber.waitUntilReceived("comment.created", is("external_id", comment));
                ids.add(comment);
            }
        });
        return ids;
    }

    private static Predicate<JsonNode> is(String member, String value) {
        return object -> object.path(member).asText().equals(value);
    }

    private static void connectsOnceMore(String platform) {
        Answer answer = PARLEY.connecting().connects(PARLEY.demoConnection(platform));
        assertThat(answer.body().path("error_code").asText())
                .as(answer.body().toString())
                .isEqualTo("account_is_already_connected");
    }

    private static void awaitHeard(Subscriber subscriber, Participant person, String text) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(250)).until(() -> {
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

package dev.parley.stories;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any one program killed with -9 while people write and are answered: nothing is lost, nothing is said twice. */
class KilledProgramTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley().withAudience();

    /** Telegram takes one message a second for each of them, so more of them are sooner done. */
    private static final List<String> PEOPLE = List.of(
            "telegram", "bluesky", "telegram", "telegram", "telegram", "bluesky", "telegram", "telegram", "telegram");

    private static final int KILL_AT = PEOPLE.size();
    private static final int ROUNDS = 4 * PEOPLE.size();
    /** The lease of a send whose sender died has to run out before its outcome is called unknown. */
    private static final Duration SETTLED = Duration.ofMinutes(3);

    private static final Set<String> FINAL = Set.of("published", "failed");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-gateway",
                "dispatch-service",
                "ingest-service",
                "webhook-fanout",
                "bluesky-poller",
                "kafka",
                "postgres"
            })
    void killingAProgramLosesNothing(String program) {
        // given
        List<Talk> talks =
                PEOPLE.stream().map(platform -> Talk.begin(PARLEY, platform)).toList();
        talks.forEach(talk -> talk.awaitHeard(PARLEY.audience()));

        // when
        for (int round = 0; round < KILL_AT; round++) {
            talks.get(round % talks.size()).exchange(PARLEY.api(), round);
        }
        Parley.Victim victim = PARLEY.kill(program);
        for (int round = KILL_AT; round < ROUNDS; round++) {
            talks.get(round % talks.size()).exchange(PARLEY.api(), round);
        }
        victim.awaitBack();

        // then
        talks.forEach(talk -> talk.requireThatNothingIsLost(PARLEY.api(), PARLEY.audience()));
    }

    /** One person's conversation: what was written, and the answers that were accepted. */
    private static final class Talk {
        private final Participant person;
        private final String mark;
        private final List<String> written = new ArrayList<>();
        private final List<String> answers = new ArrayList<>();
        private String chat = "";

        private Talk(Participant person, String mark) {
            this.person = person;
            this.mark = mark;
        }

        static Talk begin(Parley parley, String platform) {
            Talk talk = new Talk(
                    parley.participant(platform, "Person"),
                    UUID.randomUUID().toString().substring(0, 8));
            talk.person.writes(talk.greeting());
            return talk;
        }

        private String greeting() {
            return "hello " + mark;
        }

        void awaitHeard(Subscriber subscriber) {
            JsonNode hello = subscriber.waitUntilReceived(
                    "message.received", message -> message.path("body").asText().equals(greeting()));
            chat = hello.path("chat_id").asText();
        }

        void exchange(Api api, int round) {
            String question = "question " + mark + " " + round;
            person.writes(question);
            written.add(question);
            answers.add(api.sendsUntilAccepted(chat, "answer " + mark + " " + round));
        }

        void requireThatNothingIsLost(Api api, Subscriber subscriber) {
            await().atMost(SETTLED).untilAsserted(() -> {
                assertThat(texts(api, "inbound")).containsAll(written).doesNotHaveDuplicates();
                assertThat(answers).allMatch(id -> FINAL.contains(status(api, id)));
                assertThat(bodies(subscriber.received("message.received"))).containsAll(written);
            });
            List<String> read = person.hasRead();
            assertThat(read).as("nothing is said twice").doesNotHaveDuplicates();
            for (String id : answers) {
                JsonNode message = api.message(id);
                if (message.path("status").asText().equals("published")) {
                    assertThat(read).contains(message.path("body").asText());
                    subscriber.waitUntilReceived("message.sent", about(id));
                } else {
                    subscriber.waitUntilReceived("message.failed", about(id));
                }
            }
        }

        private static java.util.function.Predicate<JsonNode> about(String id) {
            return message -> message.path("id").asText().equals(id);
        }

        private List<String> texts(Api api, String direction) {
            return bodies(api.messages(chat).stream()
                    .filter(message -> message.path("direction").asText().equals(direction))
                    .toList());
        }

        private static String status(Api api, String id) {
            return api.message(id).path("status").asText();
        }

        private static List<String> bodies(List<JsonNode> messages) {
            return messages.stream()
                    .map(message -> message.path("body").asText())
                    .collect(Collectors.toList());
        }
    }
}

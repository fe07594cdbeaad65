package dev.parley.stories;

import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that lives and does nothing any more is found and started again, and what people wrote meanwhile is told. */
class FrozenProgramTest {
    @RegisterExtension
    static final Parley PARLEY = new Parley().withAudience();

    @ParameterizedTest
    @ValueSource(strings = {"bluesky-poller", "webhook-fanout"})
    void aFrozenProgramIsStartedAgain(String program) {
        Participant person = PARLEY.participant("bluesky", "Person");
        String mark = UUID.randomUUID().toString();
        Parley.Victim victim = PARLEY.freeze(program);
        person.writes("while it is frozen " + mark);

        victim.awaitBack();

        person.writes("afterwards " + mark);
        awaitHeard("while it is frozen " + mark);
        awaitHeard("afterwards " + mark);
    }

    private static void awaitHeard(String text) {
        PARLEY.audience()
                .waitUntilReceived(
                        "message.received",
                        message -> message.path("body").asText().equals(text));
    }
}

package dev.parley.platform.messenger;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static dev.parley.platform.graph.GraphWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessengerProbeTest {
    private static final String CONVERSATIONS = "GET /fb/v25.0/me/conversations";
    private static final Instant CALLED = Instant.parse("2026-06-01T08:00:00.700Z");

    private GraphWorld world;
    private GraphFake graph;
    private MessengerPlatform messenger;
    private Profile profile;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld();
        graph = world.fake;
        messenger = MessengerWorld.platform(world);
        profile = world.messenger();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void aMessageInTheConversationWentThrough() {
        graph.on(CONVERSATIONS, 200, conversation("m_9", "2026-06-01T08:00:00+0000", "hello"));

        assertThat(probe())
                .isInstanceOfSatisfying(
                        OutcomeProbe.Found.There.class,
                        there -> assertThat(there.externalId()).isEqualTo("m_9"));
        assertThat(graph.calls().getFirst().query().get("user_id")).isEqualTo(GraphWorld.PERSON);
    }

    @Test
    void aConversationWithoutTheMessageShowsThatItIsNotThere() {
        graph.on(CONVERSATIONS, 200, conversation("m_8", "2026-06-01T08:00:00+0000", "something else"));

        assertThat(probe()).isInstanceOf(OutcomeProbe.Found.NotThere.class);
    }

    @Test
    void anEqualMessageShortlyBeforeProvesNothing() {
        graph.on(CONVERSATIONS, 200, conversation("m_7", "2026-06-01T07:59:50+0000", "hello"));

        assertThat(probe()).isInstanceOf(OutcomeProbe.Found.CannotTell.class);
    }

    @Test
    void anAbsentConversationProvesNothing() {
        graph.on(CONVERSATIONS, 200, "{\"data\":[]}");

        assertThat(probe()).isInstanceOf(OutcomeProbe.Found.CannotTell.class);
    }

    private OutcomeProbe.Found probe() {
        return messenger.probe(profile, text("hello"), CALLED).await().atMost(SOON);
    }

    private static String conversation(String id, String at, String text) {
        return "{\"data\":[{\"messages\":{\"data\":[{\"id\":\"" + id + "\",\"created_time\":\"" + at
                + "\",\"from\":{\"id\":\"" + GraphWorld.PAGE + "\"},\"message\":\"" + text + "\"}]},\"id\":\"t_1\"}]}";
    }
}

package dev.parley.platform.messenger;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static dev.parley.platform.graph.GraphWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.OutcomeProbe;
import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.profile.Profile;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessengerProbeTest {
    private static final String CONVERSATIONS = "GET /fb/v25.0/me/conversations";
    private static final String OLDER = "GET /fb/v25.0/t_1/messages";
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

        assertThat(probe()).isInstanceOfSatisfying(OutcomeProbe.Found.There.class, there -> {
            assertThat(there.externalId()).isEqualTo("m_9");
            assertThat(there.conversationId()).isEqualTo("t_1");
        });
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

    @Test
    void anEqualMessageThatIsKnownIsNotTheLostOne() {
        graph.on(CONVERSATIONS, 200, conversation("m_7", "2026-06-01T08:00:00+0000", "hello"));

        assertThat(probe("m_7")).isInstanceOf(OutcomeProbe.Found.NotThere.class);
    }

    @Test
    void aLivelyConversationIsReadBackToTheCallByTheIdsThatAreKnown() {
        graph.on(CONVERSATIONS, 200, livelyConversation());
        graph.on(OLDER, 200, outlines("m_8", "2026-06-01T08:00:05+0000", "m_7", "2026-06-01T07:00:00+0000"));

        assertThat(probe("m_8")).isInstanceOf(OutcomeProbe.Found.NotThere.class);
        assertThat(graph.calls(OLDER).getFirst().query().get("after")).isEqualTo("c1");
    }

    @Test
    void anUnknownMessageWhoseTextIsNotShownProvesNothing() {
        graph.on(CONVERSATIONS, 200, livelyConversation());
        graph.on(OLDER, 200, outlines("m_8", "2026-06-01T08:00:05+0000", "m_7", "2026-06-01T07:00:00+0000"));

        assertThat(probe()).isInstanceOf(OutcomeProbe.Found.CannotTell.class);
    }

    @Test
    void anOlderPageThatCannotBeReadProvesNothing() {
        graph.on(CONVERSATIONS, 200, livelyConversation());
        graph.on(OLDER, 500, "{\"error\":{\"message\":\"away\",\"code\":2}}");

        assertThat(probe()).isInstanceOf(OutcomeProbe.Found.CannotTell.class);
    }

    private OutcomeProbe.Found probe(String... known) {
        OutcomeProbe.LostCall call =
                new OutcomeProbe.LostCall(CALLED, ids -> Uni.createFrom().item(Set.of(known)));
        return messenger.probe(profile, text("hello"), call).await().atMost(SOON);
    }

    private static String livelyConversation() {
        return "{\"data\":[{\"messages\":{\"data\":[{\"id\":\"m_9\",\"created_time\":\"2026-06-01T08:00:09+0000\","
                + "\"from\":{\"id\":\"" + GraphWorld.PERSON + "\"},\"message\":\"hello\"}],\"paging\":{\"cursors\":"
                + "{\"after\":\"c1\"},\"next\":\"https://graph.facebook.com/next\"}},\"id\":\"t_1\"}]}";
    }

    private static String outlines(String newer, String newerAt, String older, String olderAt) {
        return "{\"data\":[{\"id\":\"" + newer + "\",\"created_time\":\"" + newerAt + "\"},{\"id\":\"" + older
                + "\",\"created_time\":\"" + olderAt + "\"}],\"paging\":{\"cursors\":{\"after\":\"c2\"},"
                + "\"next\":\"https://graph.facebook.com/next\"}}";
    }

    private static String conversation(String id, String at, String text) {
        return "{\"data\":[{\"messages\":{\"data\":[{\"id\":\"" + id + "\",\"created_time\":\"" + at
                + "\",\"from\":{\"id\":\"" + GraphWorld.PAGE + "\"},\"message\":\"" + text + "\"}]},\"id\":\"t_1\"}]}";
    }
}

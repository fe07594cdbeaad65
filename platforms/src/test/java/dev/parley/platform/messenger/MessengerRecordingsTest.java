package dev.parley.platform.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.platform.graph.GraphWorld;
import dev.parley.platform.graph.Recordings;
import dev.parley.profile.Profile;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded delivery gives exactly the events that stand beside it. */
class MessengerRecordingsTest {
    private static GraphWorld world;
    private static MessengerPlatform platform;
    private static Profile profile;

    static Stream<Arguments> recordings() throws IOException {
        return Recordings.of("messenger");
    }

    @BeforeAll
    static void build() throws Exception {
        world = new GraphWorld();
        platform = MessengerWorld.platform(world);
        profile = world.accounts.add(world.messenger());
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void aDeliveryGivesTheEventsBesideIt(String name) throws IOException {
        ArrayNode items = Recordings.play(Recordings.delivery("messenger", name), platform, profile);
        assertThat(items.toPrettyString())
                .isEqualTo(Recordings.expected("messenger", name).toPrettyString());
    }
}

package dev.parley.platform.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.platform.graph.GraphHost;
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
class InstagramRecordingsTest {
    private static GraphWorld world;
    private static InstagramPlatform platform;
    private static Profile profile;

    static Stream<Arguments> recordings() throws IOException {
        return Recordings.of("instagram");
    }

    @BeforeAll
    static void build() throws Exception {
        world = new GraphWorld();
        platform = InstagramWorld.platform(world);
        profile = world.accounts.add(world.instagram(GraphHost.INSTAGRAM));
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void aDeliveryGivesTheEventsBesideIt(String name) throws IOException {
        ArrayNode items = Recordings.play(Recordings.delivery("instagram", name), platform, profile);
        assertThat(items.toPrettyString())
                .isEqualTo(Recordings.expected("instagram", name).toPrettyString());
    }
}

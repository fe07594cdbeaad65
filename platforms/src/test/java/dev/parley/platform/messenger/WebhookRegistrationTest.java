package dev.parley.platform.messenger;

import static dev.parley.platform.graph.GraphWorld.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.graph.GraphFake;
import dev.parley.platform.graph.GraphWorld;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the app's webhook is registered from here, it points at where we are now. */
class WebhookRegistrationTest {
    private static final String SUBSCRIBED = "GET /fb/v25.0/" + GraphWorld.PAGE + "/subscribed_apps";
    private static final String REGISTER = "POST /fb/v25.0/4711/subscriptions";
    private static final String STANDING = "{\"data\":[{\"id\":\"4711\",\"subscribed_fields\":[\"messages\"]}]}";

    private GraphWorld world;
    private GraphFake graph;
    private MessengerPlatform messenger;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld(Map.of(
                "parley.graph.register-webhooks", "true", "parley.graph.hooks-url", "https://new.example/hooks"));
        graph = world.fake;
        graph.on(SUBSCRIBED, 200, STANDING);
        messenger = MessengerWorld.platform(world);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void theFirstLookAtAStandingSubscriptionRegistersTheAddressAndNoLaterOne() {
        graph.on(REGISTER, 200, "{\"success\":true}");

        check();
        check();

        assertThat(graph.calls(REGISTER))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.query().get("callback_url")).isEqualTo("https://new.example/hooks/facebook"));
    }

    @Test
    void aRegistrationThatFailedIsTriedAgainWithTheNextLook() {
        graph.on(REGISTER, 500, "{\"error\":{\"code\":1,\"message\":\"An unknown error has occurred.\"}}");

        check();
        check();

        assertThat(graph.calls(REGISTER)).hasSize(2);
    }

    private void check() {
        messenger.checkSubscription(world.messenger(), SOON).await().atMost(SOON);
    }
}

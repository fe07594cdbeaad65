package dev.parley.platform.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.HookRequest;
import dev.parley.platform.HookVerdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphHooksTest {
    private static final byte[] DELIVERY = ("{\"object\":\"page\",\"entry\":[{\"time\":1,\"id\":\"" + GraphWorld.PAGE
                    + "\",\"messaging\":[ {\"sender\" : {\"id\":\"7\"},\"recipient\":{\"id\":\"" + GraphWorld.PAGE
                    + "\"},\"message\":{\"mid\":\"m\",\"text\":\"\\u00e9\\/\"}} ]}]}")
            .getBytes(StandardCharsets.UTF_8);

    private GraphWorld world;

    @BeforeEach
    void build() throws Exception {
        world = new GraphWorld();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta-secret", "old-meta-secret", "instagram-secret"})
    void aDeliveryUnderAnyOfTheSecretsIsGenuine(String secret) {
        assertThat(world.hooks.receive("facebook", Recordings.signed(DELIVERY, secret)))
                .isInstanceOf(HookVerdict.Accepted.class);
    }

    @Test
    void aDeliveryUnderAnotherSecretIsRefused() {
        assertThat(world.hooks.receive("facebook", Recordings.signed(DELIVERY, "guessed")))
                .isEqualTo(new HookVerdict.Refused(403));
    }

    @Test
    void aDeliveryWithoutSignatureIsRefused() {
        HookRequest unsigned = new HookRequest("POST", "", Map.of(), Map.of(), DELIVERY);

        assertThat(world.hooks.receive("facebook", unsigned)).isEqualTo(new HookVerdict.Refused(403));
    }

    @Test
    void oneChangedByteMakesADeliveryFalse() {
        HookRequest genuine = Recordings.signed(DELIVERY, "meta-secret");
        byte[] changed = DELIVERY.clone();
        changed[changed.length - 1] = ' ';

        assertThat(world.hooks.receive("facebook", new HookRequest("POST", "", Map.of(), genuine.headers(), changed)))
                .isEqualTo(new HookVerdict.Refused(403));
    }

    @Test
    void anItemKeepsItsBytes() {
        HookVerdict verdict = world.hooks.receive("facebook", Recordings.signed(DELIVERY, "meta-secret"));

        assertThat(((HookVerdict.Accepted) verdict).records())
                .singleElement()
                .satisfies(keyed -> assertThat(keyed.inbound().item())
                        .startsWith("{\"sender\" : {")
                        .contains("\\u00e9\\/"));
    }

    @Test
    void theHandshakeIsAnsweredWithItsChallenge() {
        assertThat(world.hooks.receive("instagram", handshake("open-sesame")))
                .isEqualTo(new HookVerdict.Challenge("1158201444"));
    }

    @Test
    void aHandshakeWithAnotherTokenIsRefused() {
        assertThat(world.hooks.receive("instagram", handshake("wrong"))).isEqualTo(new HookVerdict.Refused(403));
    }

    @Test
    void cutOffAnywhereADeliveryIsUnreadableButNeverThrows() {
        for (int length = 0; length < DELIVERY.length; length++) {
            byte[] part = Arrays.copyOf(DELIVERY, length);
            assertThat(world.hooks.receive("facebook", Recordings.signed(part, "meta-secret")))
                    .isInstanceOfAny(HookVerdict.Unreadable.class, HookVerdict.Accepted.class);
        }
    }

    @Test
    void theTwoNetworksOfOneAppMayShareAnAddress() {
        byte[] instagram = new String(DELIVERY, StandardCharsets.UTF_8)
                .replace("\"page\"", "\"instagram\"")
                .getBytes(StandardCharsets.UTF_8);
        HookVerdict verdict = world.hooks.receive("facebook", Recordings.signed(instagram, "meta-secret"));

        List<HookVerdict.Keyed> records = ((HookVerdict.Accepted) verdict).records();
        assertThat(records)
                .singleElement()
                .satisfies(keyed -> assertThat(keyed.inbound().platform()).isEqualTo("instagram"));
    }

    private static HookRequest handshake(String token) {
        Map<String, String> query = new HashMap<>();
        query.put("hub.mode", "subscribe");
        query.put("hub.challenge", "1158201444");
        query.put("hub.verify_token", token);
        return new HookRequest("GET", "", query, Map.of(), new byte[0]);
    }
}

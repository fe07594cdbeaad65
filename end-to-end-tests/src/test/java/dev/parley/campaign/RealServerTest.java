package dev.parley.campaign;

import static dev.parley.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.campaign.Crowd.Seat;
import dev.parley.campaign.Programs.Running;
import dev.parley.campaign.RealServer.Owner;
import dev.parley.id.ChatId;
import dev.parley.standalone.firstuse.JsonHttp;
import dev.parley.stories.NodeFolder;
import dev.parley.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Logins, sessions, app passwords and forwarding, on the account server that Bluesky itself runs. */
@Tag("full")
@Tag("full-pds")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LONGER_THAN_A_TOKEN_LIVES = 3;
    private static final String GET_LOG = "chat.bsky.convo.getLog";
    private static final String REFRESH = "com.atproto.server.refreshSession";
    private static final String CREATE = "com.atproto.server.createSession";

    private DispatchStage stage;
    private RealServer server;
    private Running dispatcher;
    private Crowd crowd;

    @BeforeAll
    void open() {
        assumeTrue(NodeFolder.isNodeThere(), "Bluesky's own server needs Node.js");
        stage = DispatchStage.open(1000);
        server = RealServer.start(stage.sandbox());
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("PARLEY_BLUESKY_BETWEEN_LOGINS", "0s");
        settings.put("PARLEY_POLLER_INTERVAL", "1s");
        settings.put("PARLEY_POLLER_BUSY_INTERVAL", "1s");
        dispatcher = stage.start("dispatch-service", settings);
        stage.start("bluesky-poller", settings);
        crowd = Crowd.gather(stage, dispatcher, List.of(), 0, 0);
    }

    @AfterAll
    void close() {
        if (server != null) {
            server.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void anAccountIsConnectedAndSpeaksBothWaysThroughItsServer() {
        Owner owner = server.register("bothways.test");
        String profile = connect(owner, owner.makeAppPassword("parley", true));

        says(owner, "Do you ship abroad?");
        String chat = chatWith(owner, "Do you ship abroad?");
        send(new Seat("Yes", Network.BLUESKY, owner.did(), chat, profile, participant()));

        within().until(() -> bodies(stage.ledger(Network.BLUESKY)).contains("Yes/1"));
        within().until(() -> stage.database()
                        .number("select count(*) from messages where body = 'Yes/1'" + " and status = 'published'")
                == 1);
    }

    @Test
    void anAppPasswordThatMayNotReadMessagesIsRefusedWithAdvice() {
        Owner owner = server.register("withoutmessages.test");

        String refusal = refusal(owner, owner.makeAppPassword("parley", false));

        assertThat(refusal).contains("\"status\":401").contains("Allow access to your direct messages");
    }

    @Test
    void aWrongAppPasswordIsRefusedInTheServersWords() {
        Owner owner = server.register("wrongpassword.test");

        assertThat(refusal(owner, "aaaa-bbbb-cccc-dddd"))
                .contains("\"status\":401")
                .contains("Invalid identifier or password");
    }

    @Test
    void anExpiredSessionIsRenewedWithoutALogin() {
        Owner owner = acquainted("longago.test");
        long logins = server.calls(CREATE, 200);
        long expired = server.calls(GET_LOG, 400);
        long renewed = server.calls(REFRESH, 200);

        server.later(LONGER_THAN_A_TOKEN_LIVES);
        says(owner, "hours later");

        chatWith(owner, "hours later");
        assertThat(server.calls(GET_LOG, 400))
                .as("told that the token has expired")
                .isGreaterThan(expired);
        assertThat(server.calls(REFRESH, 200)).as("renewed").isGreaterThan(renewed);
        assertThat(server.calls(CREATE, 200)).as("logins").isEqualTo(logins);
    }

    @Test
    void aRevokedAppPasswordExpiresTheProfileAndANewOneBringsItBack() {
        Owner owner = acquainted("revoked.test");

        owner.revoke("parley");
        server.later(LONGER_THAN_A_TOKEN_LIVES);

        within().until(() -> status(owner).equals("expired"));
        assertThat(stage.database()
                        .number("select count(*) from events e join profiles p on p.id = e.profile_id"
                                + " where p.external_id = '" + owner.did() + "' and e.type = 'profile.disconnected'"))
                .isEqualTo(1);

        says(owner, "while it did not");
        connect(owner, server.again(owner).makeAppPassword("another", true));
        assertThat(status(owner)).isEqualTo("active");
        chatWith(owner, "while it did not");
    }

    /** Connected, and already written to. */
    private Owner acquainted(String handle) {
        Owner owner = server.register(handle);
        connect(owner, owner.makeAppPassword("parley", true));
        says(owner, "Hello");
        chatWith(owner, "Hello");
        return owner;
    }

    private String connect(Owner owner, String appPassword) {
        String profile = crowd.connect(dispatcher, owner.login(appPassword));
        assertThat(status(owner)).isEqualTo("active");
        return profile;
    }

    private String refusal(Owner owner, String appPassword) {
        JsonHttp.Answer answer = crowd.tryToConnect(dispatcher, owner.login(appPassword));
        assertThat(stage.database().number("select count(*) from profiles where external_id = '" + owner.did() + "'"))
                .isZero();
        return answer.body().toString();
    }

    private String status(Owner owner) {
        return stage.database().text("select status from profiles where external_id = '" + owner.did() + "'");
    }

    private static String participant() {
        return Network.BLUESKY.participant(1);
    }

    private void says(Owner owner, String text) {
        stage.control(
                "/control/bluesky/say",
                Map.of("account", owner.did(), "participant", Map.of("id", participant()), "text", text));
    }

    /** When the text has come in, once. */
    private String chatWith(Owner owner, String text) {
        String known = " from messages m join profiles p on p.id = m.profile_id where p.external_id = '" + owner.did()
                + "' and m.body = '" + text + "'";
        within().until(() -> stage.database().number("select count(*)" + known) == 1);
        return new ChatId(stage.database().number("select m.chat_id" + known)).toString();
    }

    private void send(Seat seat) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.brokers()), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(Topics.OUTBOUND, seat.chat(), crowd.command(seat, 1)));
        }
    }

    private static List<String> bodies(JsonNode ledger) {
        return ledger.findValuesAsText("text");
    }

    private static ConditionFactory within() {
        return await().atMost(LIMIT).pollInterval(Duration.ofMillis(200));
    }
}
